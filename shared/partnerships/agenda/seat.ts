import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { LabelsSchema } from "../label.ts";
import { PartnerSchema, partnerReferences } from "../partner.ts";
import { idReference } from "../reference.ts";
import { agendaKind, DaysShape } from "./agenda-kind.ts";

/** What a seat may do: decide, advise, or convene those who do. */
const POWERS = ["decides", "advises", "convenes"] as const;

const SeatFieldsSchema = lazy(() =>
  z
    .strictObject({
      groupId: idSchema("grp"),
      role: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .meta({ description: 'What the seat is, never who: "Superintendent", "Parent of the wards".' }),
      organisation: PartnerSchema().optional(),
      sector: z.string().trim().min(1).max(80).optional(),
      power: z.enum(POWERS),
      livedExperience: LabelsSchema().optional().meta({
        description:
          "With what lived experience whoever holds the seat speaks: of the seat, not of a person.",
      }),
      ...DaysShape(),
    })
    .meta({
      id: "NewSeat",
      examples: [
        {
          groupId: "grp_01JD0000000000000000000001",
          role: "Tenant",
          power: "decides",
          livedExperience: ["an eviction filing while a child was in school"],
        },
      ],
    }),
);
export type Seat = z.infer<ReturnType<typeof SeatFieldsSchema>>;

/** A seat of a group: a role and an organisation. Who holds it is nobody's business here, unless they asked to be named. */
export const SEATS = agendaKind<Seat>({
  prefix: "sea",
  noun: "seat",
  plural: "seats",
  title: "Seat",
  limit: 300,
  fields: SeatFieldsSchema,
  references: ({ groupId, organisation }) => [
    ...idReference(groupId, "/groupId"),
    ...partnerReferences(organisation, "/organisation"),
  ],
});
