import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { agendaKind, DaysShape } from "./agenda-kind.ts";

const StaffRoleFieldsSchema = lazy(() =>
  z
    .strictObject({
      title: z.string().trim().min(1).max(200),
      responsibilities: z.string().trim().min(1).max(2000).optional(),
      fullTimeShare: z
        .number()
        .gt(0)
        .max(20)
        .meta({ description: "Full-time equivalents: 0.5 is half a post, 2 are two." }),
      isFilled: z.boolean(),
      ...DaysShape(),
    })
    .meta({
      id: "NewStaffRole",
      examples: [{ title: "Data manager", fullTimeShare: 1, isFilled: true, startedOn: "2024-01-15" }],
    }),
);
export type StaffRole = z.infer<ReturnType<typeof StaffRoleFieldsSchema>>;

/** A post of the backbone; never the person in it. */
export const STAFF_ROLES = agendaKind<StaffRole>({
  prefix: "rol",
  noun: "staff role",
  plural: "staff-roles",
  title: "StaffRole",
  limit: 40,
  fields: StaffRoleFieldsSchema,
  references: () => [],
});
