import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { CAPACITY_VISIBILITIES } from "./capacity-assessment.ts";
import { CapacityKeySchema } from "./capacity-list.ts";

const SUPPORT_KINDS = ["coaching", "training", "investment", "other"] as const;

/** Coaching, or money, that went into capacities of a partnership on a day. */
export const NewSupportSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(SUPPORT_KINDS),
      capacities: z
        .array(CapacityKeySchema())
        .min(1)
        .max(7)
        .refine((keys) => new Set(keys).size === keys.length, "Name each capacity once."),
      on: DateSchema(),
      hours: z.number().positive().max(1000).multipleOf(0.25).optional(),
      amount: MoneySchema().optional(),
      givenBy: z.string().trim().min(1).max(200).meta({ description: "An organisation, or a role." }),
      description: z.string().trim().min(1).max(5000),
      commitmentId: idSchema("cmt").optional(),
      visibility: z.enum(CAPACITY_VISIBILITIES),
    })
    .refine(({ hours, amount }) => hours !== undefined || amount !== undefined, {
      path: ["hours"],
      message: "Say how many hours it took, or what was paid.",
    })
    .meta({
      id: "NewCapacitySupport",
      examples: [
        {
          kind: "coaching",
          capacities: ["data-and-information"],
          on: "2026-05-06",
          hours: 3.5,
          givenBy: "Cradle to Career Exchange",
          description: "Run charts with the data team.",
          visibility: "funders",
        },
      ],
    }),
);
export type NewSupport = z.infer<ReturnType<typeof NewSupportSchema>>;

export const SupportReversalSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "CapacitySupportReversal" }),
);

/** A support as it is stored: never changed. One that was recorded in error is reversed, stays, and counts no more. */
export const SupportSchema = lazy(() =>
  z.strictObject({
    ...NewSupportSchema().shape,
    id: idSchema("spt"),
    partnershipId: idSchema("prt"),
    recordedBy: idSchema("org"),
    createdAt: z.iso.datetime(),
    reversed: z.strictObject({ at: z.iso.datetime(), reason: z.string() }).optional(),
  }),
);
export type Support = z.infer<ReturnType<typeof SupportSchema>>;

/** A support as the API shows it. */
export const SupportViewSchema = lazy(() =>
  SupportSchema()
    .extend({ version: z.int().positive(), recordedAt: z.iso.datetime() })
    .meta({ id: "CapacitySupport" }),
);
export type SupportView = z.infer<ReturnType<typeof SupportViewSchema>>;
