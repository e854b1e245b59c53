import * as z from "zod";
import type { LoadedPartnership } from "../../partnerships/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema } from "../../platform/money.ts";
import { type IndicatorSection, REPORT_CLASSES } from "../indicator-section.ts";
import {
  LinkFactsSchema,
  rowsOf,
  type SightRow,
  type StrategyImpact,
  strategyImpacts,
} from "../sight-section.ts";
import type { PooledMoney } from "./pooled-money.ts";

const StrategySchema = lazy(() =>
  z.strictObject({
    id: idSchema("str"),
    name: z.string(),
    description: z.string().optional(),
    kind: z.enum(["universal", "targeted"]),
    status: z.enum(["active", "paused", "ended"]),
    amounts: z.array(MoneySchema()),
  }),
);

const EndSchema = lazy(() =>
  z.strictObject({
    indicatorId: idSchema("ind"),
    name: z.string(),
    class: z.enum(REPORT_CLASSES).optional(),
    linkId: idSchema("lnk"),
  }),
);
type End = z.infer<ReturnType<typeof EndSchema>>;

/** From the money to the outcomes as rows; what a link rests on stands once, by its id. */
export const SightContentSchema = lazy(() =>
  z
    .strictObject({
      strategies: z.array(StrategySchema()),
      rows: z.array(
        z.strictObject({
          strategyId: idSchema("str"),
          system: EndSchema().optional(),
          outcome: EndSchema().optional(),
          direct: z.boolean(),
          wording: z.string(),
        }),
      ),
      links: z.array(LinkFactsSchema()),
    })
    .meta({
      id: "OutcomeReportSight",
      description:
        "Contributions that are held to be so, with hypothesis and evidence; never a claim of cause.",
    }),
);
export type SightContent = z.infer<ReturnType<typeof SightContentSchema>>;

/** What the strategies of a report lead to, in order of their ids. */
export function sightContent(
  partnership: Pick<LoadedPartnership, "strategies" | "links">,
  indicators: ReadonlyMap<string, IndicatorSection>,
  byStrategy: PooledMoney["byStrategy"],
): SightContent {
  const amounts = new Map(byStrategy.map((one) => [one.strategyId, one.amounts]));
  const impacts = strategyImpacts(partnership, indicators).filter(({ id }) => amounts.has(id));
  const rows = impacts.flatMap((impact) => rowsOf(impact));
  const links = new Map(
    rows.flatMap(({ system, outcome }) =>
      [system, outcome].flatMap((end) => (end ? [[end.link.id, end.link]] : [])),
    ),
  );
  return {
    strategies: impacts.map((impact) => strategyOf(impact, amounts.get(impact.id) ?? [])),
    rows: rows.map(rowOf),
    links: [...links.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function strategyOf(
  { systems: _s, direct: _d, ...facts }: StrategyImpact,
  amounts: SightContent["strategies"][number]["amounts"],
) {
  return { ...facts, amounts };
}

function rowOf({
  strategyId,
  system,
  outcome,
  direct,
  wording,
}: Omit<SightRow, "amount">): SightContent["rows"][number] {
  return {
    strategyId,
    ...(system ? { system: endOf(system) } : {}),
    ...(outcome ? { outcome: endOf(outcome) } : {}),
    direct,
    wording,
  };
}

function endOf({ link, ...end }: NonNullable<SightRow["system"]>): End {
  return { ...end, linkId: link.id };
}
