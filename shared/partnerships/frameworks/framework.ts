import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { REACHES } from "../reach.ts";

/** What can be computed beside judgement: from the progress of core outcomes, and from where gaps went. */
export const CRITERION_KINDS = ["core-improving-or-maintained", "gaps-closing"] as const;

const KeySchema = lazy(() =>
  z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'A key is small letters, digits and hyphens, like "proof-point".')
    .max(80),
);
const name = () => z.string().trim().min(1).max(100);

const GatewaySchema = lazy(() =>
  z.strictObject({ key: KeySchema(), name: name(), description: z.string().max(3000).optional() }),
);
const PillarSchema = lazy(() => z.strictObject({ key: KeySchema(), name: name() }));
export const BenchmarkSchema = lazy(() =>
  z.strictObject({
    key: KeySchema(),
    gateway: KeySchema(),
    pillar: KeySchema(),
    text: z.string().trim().min(1).max(2000),
    evidenceRequired: z.array(z.string().trim().min(1).max(500)).max(10).optional(),
  }),
);
export type Benchmark = z.infer<ReturnType<typeof BenchmarkSchema>>;

/** A threshold of a share; `minimumClassifiable` keeps missing figures from raising it. */
export const CriterionSchema = lazy(() =>
  z
    .strictObject({
      key: KeySchema(),
      gateway: KeySchema(),
      kind: z.enum(CRITERION_KINDS),
      comparison: z.enum(["more-than", "at-least"]),
      percent: z.int().min(0).max(100),
      minimumClassifiable: z.int().min(1).max(100).default(3),
    })
    .meta({ id: "FrameworkCriterion" }),
);
export type Criterion = z.infer<ReturnType<typeof CriterionSchema>>;

/** One version of a framework: gateways in the order in which they are reached, pillars, benchmarks, computed criteria. */
export const FrameworkContentSchema = lazy(() =>
  z
    .strictObject({
      label: name().meta({ description: 'What this version is called: "2021 edition".' }),
      source: z.string().trim().min(1).max(2000).optional(),
      gateways: z.array(GatewaySchema()).min(1).max(20),
      pillars: z.array(PillarSchema()).min(1).max(20),
      benchmarks: z.array(BenchmarkSchema()).min(1).max(200),
      criteria: z.array(CriterionSchema()).max(20).default([]),
    })
    .superRefine(nameFaults),
);
export type FrameworkContent = z.infer<ReturnType<typeof FrameworkContentSchema>>;

type Keyed = { readonly key: string };
type Named = {
  readonly gateways: readonly Keyed[];
  readonly pillars: readonly Keyed[];
  readonly benchmarks: readonly Benchmark[];
  readonly criteria: readonly Criterion[];
};
type Issue = (path: readonly PropertyKey[], message: string) => void;

/** Every key that stands twice, and every gateway or pillar that is named and not there, each at its place. */
function nameFaults(content: Named, context: z.core.$RefinementCtx): void {
  const issue: Issue = (path, message) => context.addIssue({ code: "custom", path: [...path], message });
  const gateways = keysOnce("gateways", content.gateways, issue);
  const pillars = keysOnce("pillars", content.pillars, issue);
  keysOnce("benchmarks", content.benchmarks, issue);
  keysOnce("criteria", content.criteria, issue);
  content.benchmarks.forEach(({ gateway, pillar }, index) => {
    known(gateways, { key: gateway, what: "gateway", path: ["benchmarks", index, "gateway"] }, issue);
    known(pillars, { key: pillar, what: "pillar", path: ["benchmarks", index, "pillar"] }, issue);
  });
  content.criteria.forEach(({ gateway }, index) => {
    known(gateways, { key: gateway, what: "gateway", path: ["criteria", index, "gateway"] }, issue);
  });
}

function keysOnce(list: string, named: readonly Keyed[], issue: Issue): Set<string> {
  const seen = new Set<string>();
  named.forEach(({ key }, index) => {
    if (seen.has(key)) issue([list, index, "key"], `"${key}" stands here a second time.`);
    seen.add(key);
  });
  return seen;
}

function known(
  keys: ReadonlySet<string>,
  { key, what, path }: { key: string; what: string; path: readonly PropertyKey[] },
  issue: Issue,
): void {
  if (!keys.has(key)) issue(path, `There is no ${what} "${key}": there are ${[...keys].join(", ")}.`);
}

/** A framework to be imported, with its first version. Designations name it by its name. */
export const NewFrameworkSchema = lazy(() =>
  FrameworkContentSchema()
    .safeExtend({ name: name(), visibility: z.enum(REACHES) })
    .meta({
      id: "NewFramework",
      examples: [
        {
          name: "Valley Milestones",
          visibility: "network",
          label: "2026",
          gateways: [{ key: "forming", name: "Forming" }],
          pillars: [{ key: "vision", name: "Shared vision" }],
          benchmarks: [
            {
              key: "table",
              gateway: "forming",
              pillar: "vision",
              text: "A leadership table meets.",
              evidenceRequired: ["Minutes"],
            },
          ],
          criteria: [],
        },
      ],
    }),
);
export type NewFramework = z.infer<ReturnType<typeof NewFrameworkSchema>>;

/** The next version of a framework, whole, and why there is one. */
export const NewFrameworkVersionSchema = lazy(() =>
  FrameworkContentSchema().safeExtend({ reason: ReasonSchema() }).meta({ id: "NewFrameworkVersion" }),
);
export type NewFrameworkVersion = z.infer<ReturnType<typeof NewFrameworkVersionSchema>>;

/** The id of a framework: of the product's own by its name, of an organisation's by a prefixed id. */
export const FrameworkIdSchema = lazy(() =>
  z.union([idSchema("frm"), z.literal("theory-of-action")], "Name a framework by its id."),
);

/** A framework as a list shows it. */
export const FrameworkSummarySchema = lazy(() =>
  z
    .strictObject({
      id: FrameworkIdSchema(),
      name: z.string(),
      latestVersion: z.int().positive(),
      ownerId: idSchema("org").optional().meta({ description: "Absent where it is the product's own." }),
      visibility: z.enum(REACHES),
    })
    .meta({ id: "FrameworkSummary" }),
);
export type FrameworkSummary = z.infer<ReturnType<typeof FrameworkSummarySchema>>;

/** A version of a framework as the API shows it. */
export const FrameworkViewSchema = lazy(() =>
  FrameworkSummarySchema()
    .extend({ version: z.int().positive(), content: FrameworkContentSchema() })
    .meta({ id: "Framework" }),
);
export type FrameworkView = z.infer<ReturnType<typeof FrameworkViewSchema>>;
