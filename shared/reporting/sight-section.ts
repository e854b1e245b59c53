import * as z from "zod";
import { type Link, type LoadedPartnership, lineOfSight, type StrategySight } from "../partnerships/index.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema } from "../platform/money.ts";
import type { AllocationSection } from "./allocation-section.ts";
import { HeadlineSchema, headlineOf, type IndicatorSection, REPORT_CLASSES } from "./indicator-section.ts";

/** Why one thing is held to lead to another, as the partnership says it. */
export const LinkFactsSchema = lazy(() =>
  z
    .strictObject({
      id: idSchema("lnk"),
      kind: z.enum(["shifts", "contributes-to"]),
      hypothesis: z.string(),
      evidence: z.enum(["none", "emerging", "moderate", "strong"]),
      evidenceNote: z.string().optional(),
      evidenceUrls: z.array(z.string()).optional(),
      expectedLagMonths: z.int(),
    })
    .meta({ id: "ReportLink" }),
);
export type LinkFacts = z.infer<ReturnType<typeof LinkFactsSchema>>;

/** An indicator that something leads to. `indicator` is absent while the indicator is not summarised yet. */
const EdgeSchema = lazy(() =>
  z.strictObject({
    indicatorId: idSchema("ind"),
    link: LinkFactsSchema(),
    indicator: HeadlineSchema().optional(),
  }),
);
export type Edge = z.infer<ReturnType<typeof EdgeSchema>>;

/** One funded strategy: its money, the systems indicators it is to shift, and the outcomes those are held to contribute to. */
export const StrategySectionSchema = lazy(() =>
  z
    .strictObject({
      id: idSchema("str"),
      name: z.string(),
      description: z.string().optional(),
      kind: z.enum(["universal", "targeted"]),
      status: z.enum(["active", "paused", "ended"]),
      amount: MoneySchema(),
      share: z.string().optional(),
      systems: z.array(EdgeSchema().extend({ outcomes: z.array(EdgeSchema()) })),
      direct: z.array(EdgeSchema()),
    })
    .meta({ id: "ReportStrategy" }),
);
export type StrategySection = z.infer<ReturnType<typeof StrategySectionSchema>>;

const EndSchema = lazy(() =>
  z.strictObject({
    indicatorId: idSchema("ind"),
    name: z.string(),
    class: z.enum(REPORT_CLASSES).optional(),
    link: LinkFactsSchema(),
  }),
);

/** One line from the money to an outcome: what is given, to which strategy, shifting what, contributing to what. */
export const SightRowSchema = lazy(() =>
  z
    .strictObject({
      strategyId: idSchema("str"),
      strategyName: z.string(),
      amount: MoneySchema(),
      system: EndSchema().optional(),
      outcome: EndSchema().optional(),
      /** From the strategy to the outcome with no systems indicator between. */
      direct: z.boolean(),
      wording: z.string(),
    })
    .meta({
      id: "ReportSightRow",
      description:
        "A contribution that is held to be so, with hypothesis and evidence; never a claim of cause.",
    }),
);
export type SightRow = z.infer<ReturnType<typeof SightRowSchema>>;

/** What a strategy leads to, whatever money it has. */
export type StrategyImpact = Omit<StrategySection, "amount" | "share">;

/** What the strategies of a partnership lead to, in order of their ids. */
export function strategyImpacts(
  partnership: Pick<LoadedPartnership, "strategies" | "links">,
  indicators: ReadonlyMap<string, IndicatorSection>,
): StrategyImpact[] {
  const { strategies, links } = partnership;
  const indicatorIds = links.flatMap(({ fromId, toId }) => [fromId, toId]);
  return lineOfSight({ strategies, links, indicatorIds }).strategies.map((sight) =>
    describe(sight, indicators),
  );
}

/** The funded strategies in the order of their amounts, with what each leads to. */
export function strategySections(
  partnership: LoadedPartnership,
  allocations: AllocationSection,
  indicators: ReadonlyMap<string, IndicatorSection>,
): StrategySection[] {
  const impacts = new Map(strategyImpacts(partnership, indicators).map((impact) => [impact.id, impact]));
  return allocations.items.flatMap(({ strategyId, amount, share }) => {
    const impact = impacts.get(strategyId);
    return impact ? [{ ...impact, amount, share }] : [];
  });
}

function describe(
  { strategy, systems, direct }: StrategySight,
  indicators: ReadonlyMap<string, IndicatorSection>,
) {
  const { id, name, description, kind, status } = strategy;
  const edgeOf = (edge: { readonly indicatorId: string; readonly link: Link }): Edge => {
    const section = indicators.get(edge.indicatorId);
    return {
      indicatorId: edge.indicatorId,
      link: linkFacts(edge.link),
      ...(section ? { indicator: headlineOf(section) } : {}),
    };
  };
  return {
    id,
    name,
    ...(description === undefined ? {} : { description }),
    kind,
    status,
    systems: systems.map((edge) => ({ ...edgeOf(edge), outcomes: edge.outcomes.map(edgeOf) })),
    direct: direct.map(edgeOf),
  };
}

function linkFacts(link: Link): LinkFacts {
  const { id, kind, hypothesis, evidence, evidenceNote, evidenceUrls, expectedLagMonths } = link;
  return {
    id,
    kind,
    hypothesis,
    evidence,
    ...(evidenceNote === undefined ? {} : { evidenceNote }),
    ...(evidenceUrls === undefined ? {} : { evidenceUrls: [...evidenceUrls] }),
    expectedLagMonths,
  };
}

/** The line of sight of a report as rows of a table. */
export function sightRows(strategies: readonly StrategySection[]): SightRow[] {
  return strategies.flatMap((strategy) =>
    rowsOf(strategy).map((row) => ({ ...row, amount: strategy.amount })),
  );
}

/** The rows of one strategy; where it, or a systems indicator, leads no further, that is a row of its own. */
export function rowsOf(strategy: StrategyImpact): Omit<SightRow, "amount">[] {
  const start = { strategyId: strategy.id, strategyName: strategy.name };
  const through = strategy.systems.flatMap((system): Omit<SightRow, "amount">[] => {
    const row = { ...start, system: endOf(system), direct: false };
    if (system.outcomes.length === 0)
      return [{ ...row, wording: "is meant to shift; no outcome is linked yet" }];
    return system.outcomes.map((outcome) => ({
      ...row,
      outcome: endOf(outcome),
      wording: "is meant to shift, which is held to contribute to",
    }));
  });
  const direct = strategy.direct.map((outcome) => ({
    ...start,
    outcome: endOf(outcome),
    direct: true,
    wording: "is held to contribute directly to",
  }));
  if (through.length + direct.length > 0) return [...through, ...direct];
  return [{ ...start, direct: false, wording: "is linked to no indicator yet" }];
}

function endOf({ indicatorId, indicator, link }: Edge): SightRow["outcome"] {
  return {
    indicatorId,
    name: indicator?.name ?? indicatorId,
    ...(indicator ? { class: indicator.progress.class } : {}),
    link,
  };
}
