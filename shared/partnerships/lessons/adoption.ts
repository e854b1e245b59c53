import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";

/** Who sees that a lesson was adopted: the adopting organisation, or whoever may read the lesson too. */
const ADOPTION_VISIBILITIES = ["own", "readers"] as const;
const ADOPTION_STATUSES = ["under-way", "kept", "stopped"] as const;
const VERDICTS = ["worked", "worked-in-part", "did-not-work", "too-early"] as const;

const ResultSchema = lazy(() =>
  z
    .strictObject({
      verdict: z.enum(VERDICTS),
      description: z.string().trim().min(1).max(5000),
      on: DateSchema(),
    })
    .meta({ id: "AdoptionResult" }),
);

const FieldsSchema = lazy(() =>
  z.strictObject({
    lessonVersion: z.int().positive(),
    adoptedOn: DateSchema(),
    adaptation: z
      .string()
      .trim()
      .min(1)
      .max(10_000)
      .optional()
      .meta({ description: "What was done in another way here." }),
    aims: z
      .array(z.string().trim().min(1).max(200))
      .max(20)
      .optional()
      .meta({ description: "Which of its aims." }),
    status: z.enum(ADOPTION_STATUSES).default("under-way"),
    result: ResultSchema().optional(),
    visibility: z.enum(ADOPTION_VISIBILITIES),
  }),
);

/** That one of your own partnerships takes up a lesson. */
export const NewAdoptionSchema = lazy(() =>
  FieldsSchema()
    .extend({ partnershipId: idSchema("prt") })
    .meta({
      id: "NewAdoption",
      examples: [
        {
          partnershipId: "prt_01JD0000000000000000000001",
          lessonVersion: 1,
          adoptedOn: "2020-05-04",
          adaptation: "Laptops instead of tablets, through the libraries.",
          visibility: "readers",
        },
      ],
    }),
);
export type NewAdoption = z.infer<ReturnType<typeof NewAdoptionSchema>>;

/** A change of an adoption: what is named changes, `null` takes away what may be absent, the rest stays. */
export const AdoptionPatchSchema = lazy(() =>
  z
    .strictObject({
      reason: ReasonSchema(),
      lessonVersion: z.int().positive().optional(),
      adaptation: z.string().trim().min(1).max(10_000).nullish(),
      aims: z.array(z.string().trim().min(1).max(200)).max(20).nullish(),
      status: z.enum(ADOPTION_STATUSES).optional(),
      result: ResultSchema().nullish(),
      visibility: z.enum(ADOPTION_VISIBILITIES).optional(),
    })
    .refine((patch) => Object.keys(patch).length > 1, "There is nothing to change.")
    .meta({ id: "AdoptionPatch" }),
);
export type AdoptionPatch = z.infer<ReturnType<typeof AdoptionPatchSchema>>;

/** An adoption as it is stored, with what the partnership was called then. */
export const AdoptionSchema = lazy(() =>
  FieldsSchema().extend({
    lessonId: idSchema("lsn"),
    partnershipId: idSchema("prt"),
    partnershipName: z.string(),
    placeName: z.string(),
    createdAt: z.iso.datetime(),
  }),
);
export type Adoption = z.infer<ReturnType<typeof AdoptionSchema>>;

/** An adoption as the API shows it. */
export const AdoptionViewSchema = lazy(() =>
  AdoptionSchema()
    .extend({ version: z.int().positive(), recordedAt: z.iso.datetime() })
    .meta({ id: "Adoption" }),
);
export type AdoptionView = z.infer<ReturnType<typeof AdoptionViewSchema>>;
