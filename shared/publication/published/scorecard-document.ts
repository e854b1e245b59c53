import * as z from "zod";
import { STATUSES_BY_SEVERITY } from "../../disclosure/protectable.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { PERIOD_KINDS } from "../../platform/time.ts";
import { CellSchema } from "./chunks.ts";

/** A published cell, as a document has it. */
export type CardCell = z.infer<ReturnType<typeof CellSchema>>;

/** Words in English, and in Spanish where somebody gave them. */
export const SaidSchema = lazy(() =>
  z.object({ en: z.string(), es: z.string().optional() }).meta({ id: "ScorecardWords" }),
);
export type Said = z.infer<ReturnType<typeof SaidSchema>>;

/** How everybody's series went: the classes of `measurement`, or why there is none. */
export const CARD_CLASSES = [
  "met",
  "improving",
  "no-detectable-change",
  "getting-worse",
  "no-target",
  "too-few-points",
  "protected",
  "not-available",
] as const;
export type CardClass = (typeof CARD_CLASSES)[number];

/** Where the gap of a breakdown went: the verdicts of `measurement`, or why there is none. */
export const CARD_VERDICTS = [
  "closing-up",
  "closing-down",
  "widening",
  "unchanged",
  "mixed",
  "too-few-points",
  "protected",
  "not-available",
] as const;
export type CardVerdict = (typeof CARD_VERDICTS)[number];

const DifferenceSchema = lazy(() =>
  z
    .object({
      value: z.number().nullable(),
      status: z.enum(STATUSES_BY_SEVERITY),
      unreliable: z.literal(true).optional(),
    })
    .meta({
      id: "ScorecardDifference",
      description: "A published figure less another one; it has the gravest status of the two.",
    }),
);
export type CardDifference = z.infer<ReturnType<typeof DifferenceSchema>>;

const GroupSchema = lazy(() =>
  z.object({
    category: z.string(),
    latest: CellSchema(),
    base: CellSchema().optional(),
    gap: DifferenceSchema()
      .optional()
      .meta({ description: "The group less everybody, in the latest period." }),
    baseGap: DifferenceSchema().optional(),
  }),
);
export type CardGroup = z.infer<ReturnType<typeof GroupSchema>>;

const BreakdownSchema = lazy(() =>
  z.object({
    dimensionKey: z.string(),
    periodKey: z.string(),
    basePeriodKey: z.string().optional(),
    verdict: z
      .enum(CARD_VERDICTS)
      .optional()
      .meta({ description: "Left out of counts, which have no gaps." }),
    groups: z.array(GroupSchema()),
  }),
);
export type CardBreakdown = z.infer<ReturnType<typeof BreakdownSchema>>;

const IndicatorSchema = lazy(() =>
  z
    .object({
      id: idSchema("ind"),
      name: SaidSchema(),
      about: SaidSchema().optional().meta({ description: "What systems do here, in a sentence." }),
      level: z.string(),
      outcomeId: z.string().optional(),
      polarity: z.string(),
      unit: z.string(),
      ratePer: z.int().optional(),
      currency: z.string().optional(),
      series: z.array(CellSchema()).meta({ description: "Everybody, over time." }),
      breaksBefore: z.array(z.string()).optional().meta({
        description: "Periods that cannot be compared with those before them.",
      }),
      class: z.enum(CARD_CLASSES),
      basePeriodKey: z.string().optional(),
      change: DifferenceSchema().optional(),
      target: z.object({ value: z.number(), period: PeriodSchema() }).optional(),
      breakdowns: z.array(BreakdownSchema()),
    })
    .meta({ id: "ScorecardIndicator" }),
);
export type CardIndicator = z.infer<ReturnType<typeof IndicatorSchema>>;

const PeriodSchema = lazy(() => z.object({ start: z.string(), end: z.string(), kind: z.enum(PERIOD_KINDS) }));

const ReleaseSchema = lazy(() =>
  z.object({
    id: idSchema("rel"),
    number: z.int(),
    title: z.string(),
    publishedAt: z.iso.datetime(),
    recordedUntil: z.iso.datetime(),
    contentHash: z.string(),
    method: z.string(),
    policy: z.object({ id: z.string(), version: z.int(), minimumCell: z.int() }),
    licence: z.object({ title: z.string(), path: z.string().optional() }).optional(),
  }),
);

const LabelsSchema = lazy(() =>
  z.object({
    periods: z.record(z.string(), PeriodSchema()),
    dimensions: z.record(z.string(), SaidSchema()),
    categories: z.record(z.string(), z.record(z.string(), SaidSchema())),
  }),
);

/** Money as it was composed, checked then: whoever reads a document needs no list of currencies. */
const AmountSchema = lazy(() => z.object({ amount: z.string(), currency: z.string() }));

const WorkShape = lazy(() => ({
  strategies: z.array(
    z.object({ id: idSchema("str"), name: SaidSchema(), money: z.array(AmountSchema()).optional() }),
  ),
  /** Of which day the amounts are, where money is shown. */
  moneyOn: z.string().optional(),
  systemsChanges: z.array(z.object({ title: SaidSchema(), status: z.string(), statusOn: z.string() })),
  gateways: z.array(z.object({ framework: z.string(), gateway: z.string(), reachedOn: z.string() })),
}));

/** What a scorecard says, before it has a number. Every figure of people in it is a cell of the release, or made of such cells. */
export const ScorecardContentSchema = lazy(() =>
  z
    .object({
      partnership: z.object({ id: idSchema("prt"), name: z.string() }),
      place: z.object({ code: z.string(), name: z.string() }),
      title: SaidSchema(),
      introduction: SaidSchema().optional(),
      missing: SaidSchema().optional().meta({ description: "Who is missing from the data, and why." }),
      changes: SaidSchema().optional().meta({ description: "What is other than in the scorecard before." }),
      release: ReleaseSchema(),
      rules: z.string().meta({ description: "By which rules progress is classed." }),
      outcomes: z.record(z.string(), z.int()).meta({ description: "How many outcomes are of each class." }),
      gaps: z.record(z.string(), z.int()).meta({ description: "How many gaps of outcomes went each way." }),
      labels: LabelsSchema(),
      indicators: z.array(IndicatorSchema()),
      ...WorkShape(),
    })
    .meta({ id: "ScorecardContent" }),
);
export type ScorecardContent = z.infer<ReturnType<typeof ScorecardContentSchema>>;

/** A published scorecard: its content under its number. Never changed; its hash is the SHA-256 of the text that is served. */
export const ScorecardDocumentSchema = lazy(() =>
  z.object({
    id: idSchema("sco"),
    number: z.int().min(1),
    publishedAt: z.iso.datetime(),
    ...ScorecardContentSchema().shape,
  }),
);
export type ScorecardDocument = z.infer<ReturnType<typeof ScorecardDocumentSchema>>;

/** Shown counts of classes or verdicts, all of them together. */
export function countOf(counts: Readonly<Record<string, number>>, of?: readonly string[]): number {
  const names = of ?? Object.keys(counts);
  return names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
}
