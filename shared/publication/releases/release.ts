import * as z from "zod";
import { ReleasePolicySchema } from "../../disclosure/release/release-policy.ts";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { PolicyIdSchema } from "../policies/policy.ts";

/** The most cells of a release. Larger ones are cut by indicator, and audited together all the same. */
export const MOST_CELLS = 250_000;

/**
 * `planning`: its figures are frozen, and what it hides is worked out; `planned`: it can be looked at and published; `refused`: it gives
 * a count away that is out already, whatever it hides; `failed`: cut off by an error of ours; `publishing`, `published`; `withdrawing`,
 * `withdrawn`; `discarded` before it was published.
 */
export const RELEASE_STATUSES = [
  "planning",
  "planned",
  "refused",
  "failed",
  "discarded",
  "publishing",
  "published",
  "withdrawing",
  "withdrawn",
] as const;
export type ReleaseStatus = (typeof RELEASE_STATUSES)[number];

/** A breakdown by the names of its dimensions, in the order in which figures are kept by them. */
const DimensionKeySchema = lazy(() =>
  z
    .string()
    .max(250)
    .regex(/^[a-z0-9-]+(\+[a-z0-9-]+)*$/, 'Write a breakdown as "race-ethnicity" or "race-ethnicity+sex".')
    .refine(
      (key) => key === key.split("+").sort().join("+"),
      'Write the dimensions of a breakdown in alphabetical order: "race-ethnicity+sex".',
    ),
);

/** Which figures a release holds: whole breakdowns of indicators, so that no filter can single anybody out. */
export const SelectionSchema = lazy(() =>
  z
    .strictObject({
      indicatorIds: z.array(idSchema("ind")).min(1).max(200),
      from: DateSchema().optional().meta({ description: "Periods that start on this day or later." }),
      to: DateSchema().optional().meta({ description: "Periods that end on this day or before." }),
      placeCodes: z.array(z.string().min(1).max(100)).min(1).max(2000).optional().meta({
        description: "Left out: every place that there are figures of.",
      }),
      dimensionKeys: z.array(DimensionKeySchema()).min(1).max(100).optional().meta({
        description:
          'Breakdowns, such as "race-ethnicity" or "race-ethnicity+sex"; totals are always in it. Left out: every one.',
      }),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ["to"],
      message: "The last day is not before the first.",
    }),
);
export type Selection = z.infer<ReturnType<typeof SelectionSchema>>;

const LicenceSchema = lazy(() =>
  z.strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .meta({ examples: ["CC-BY-4.0"] }),
    title: z.string().trim().min(1).max(200),
    path: z
      .url({ protocol: /^https?$/ })
      .max(1000)
      .optional(),
  }),
);
const GroupSchema = lazy(() =>
  z
    .array(idSchema("ind"))
    .min(2)
    .max(50)
    .refine((ids) => new Set(ids).size === ids.length, { message: "Name each indicator once." }),
);
const GroupsSchema = lazy(() => z.array(GroupSchema()).max(50));

export const NewReleaseSchema = lazy(() =>
  z
    .strictObject({
      partnershipId: idSchema("prt"),
      title: z.string().trim().min(1).max(200),
      note: z.string().trim().min(1).max(2000).optional().meta({ description: "Published with it." }),
      licence: LicenceSchema().optional().meta({
        description: "Under which readers may use the figures; its name as SPDX writes it.",
      }),
      selection: SelectionSchema(),
      policy: z
        .strictObject({ id: PolicyIdSchema(), version: z.int().min(1).optional() })
        .optional()
        .meta({ description: "Left out: the policy of the product; without a version its latest." }),
      sharedDenominators: GroupsSchema().optional().meta({
        description:
          "Indicators whose denominators are the same children, though their definitions are not the same words.",
      }),
      partitions: GroupsSchema().optional().meta({
        description:
          "Indicators whose numerators together are all of their common denominator, such as the levels of a test.",
      }),
      corrects: z
        .strictObject({ releaseId: idSchema("rel"), reason: ReasonSchema() })
        .optional()
        .meta({ description: "The published release that this one corrects, and why." }),
    })
    .meta({
      id: "NewRelease",
      examples: [
        {
          partnershipId: "prt_01J9ZC5V7N8Q2R4S6T8V0W2X4Y",
          title: "Graduation by race and ethnicity, 2019 to 2025",
          selection: {
            indicatorIds: ["ind_01J9ZC5V7N8Q2R4S6T8V0W2X4Y"],
            from: "2019-07-01",
            dimensionKeys: ["race-ethnicity"],
          },
        },
      ],
    }),
);
export type NewRelease = z.infer<ReturnType<typeof NewReleaseSchema>>;

/** What hiding cost, of some cells: by what each shows, and by why it does not. */
export const LossSchema = lazy(() =>
  z
    .object({
      cells: z.int(),
      /** Figures that the source has; the others are not there to be published. */
      figures: z.int(),
      shown: z.int(),
      banded: z.int().meta({ description: "The rate is hidden, and a band stands for it." }),
      denominatorOnly: z.int(),
      hidden: z.int(),
      primary: z
        .int()
        .meta({ description: "Not shown for their own sake: small, or nobody or everybody of a group." }),
      complementary: z.int().meta({ description: "Not shown so that another one cannot be computed." }),
      shownShare: z.number().nullable().meta({ description: "Shown of the figures that there are, 0 to 1." }),
    })
    .meta({ id: "InformationLoss" }),
);
export type Loss = z.infer<ReturnType<typeof LossSchema>>;

/** A release as it is stored. `attempt` counts how often it was planned. */
export const ReleaseSchema = lazy(() =>
  z.object({
    id: idSchema("rel"),
    partnershipId: idSchema("prt"),
    title: z.string(),
    note: z.string().optional(),
    licence: LicenceSchema().optional(),
    selection: SelectionSchema(),
    policy: ReleasePolicySchema(),
    sharedDenominators: GroupsSchema().optional(),
    partitions: GroupsSchema().optional(),
    corrects: z.object({ id: z.string(), number: z.int(), reason: z.string() }).optional(),
    status: z.enum(RELEASE_STATUSES),
    attempt: z.int(),
    /** The version of the partnership's ledger of releases that it was planned against. */
    ledgerVersion: z.int().optional(),
    cells: z.int().optional(),
    loss: LossSchema().optional(),
    lossByDimension: z.record(z.string(), LossSchema()).optional(),
    /** Figures left out because an agreement forbids to publish them: how many sets. */
    heldBack: z.int().optional(),
    /** The data agreements that any of its figures may be under. */
    agreementIds: z.array(z.string()).optional(),
    /** The hash over its figures with their plans: what is published is what was looked at. */
    planHash: z.string().optional(),
    refusal: z.string().optional(),
    number: z.int().optional(),
    publishedAt: z.iso.datetime().optional(),
    contentHash: z.string().optional(),
    withdrawal: z.object({ at: z.iso.datetime(), reason: z.string() }).optional(),
  }),
);
export type Release = z.infer<ReturnType<typeof ReleaseSchema>>;

/** The work on a release, a step at a time. */
export const PHASES = ["freeze", "plan", "assemble", "publish", "withdraw"] as const;

export const ReleaseViewSchema = lazy(() =>
  ReleaseSchema()
    .omit({ ledgerVersion: true, attempt: true, planHash: true })
    .extend({
      version: z.int(),
      progress: z
        .object({
          phase: z.enum(PHASES),
          status: z.enum(["running", "done", "failed"]),
          done: z.int(),
          of: z.int().optional(),
        })
        .optional()
        .meta({ description: "How far the work at hand has come." }),
      isCurrent: z.boolean().optional().meta({
        description:
          "Of a planned one: whether nothing was published since, so that it can be published as it is.",
      }),
    })
    .meta({ id: "Release" }),
);
export type ReleaseView = z.infer<ReturnType<typeof ReleaseViewSchema>>;

/** What a request of a person does to a release, and in which states it may. */
export const DEEDS = {
  plan: { from: ["planned", "refused", "failed"], to: "planning" },
  publish: { from: ["planned"], to: "publishing" },
  discard: { from: ["planned", "refused", "failed"], to: "discarded" },
  withdraw: { from: ["published"], to: "withdrawing" },
} as const satisfies Record<string, { from: readonly ReleaseStatus[]; to: ReleaseStatus }>;
export type Deed = keyof typeof DEEDS;

/** Whether a deed may be done to a release as it stands. */
export function mayDo(deed: Deed, { status }: Pick<Release, "status">): boolean {
  const from: readonly ReleaseStatus[] = DEEDS[deed].from;
  return from.includes(status);
}
