import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema } from "../../platform/money.ts";
import { COMMITMENT_STATUSES } from "../commitment-status.ts";
import { FiguresViewSchema, figuresView } from "./figures-view.ts";
import type { PlacedGroup } from "./portfolio.store.ts";
import { DIMENSIONS, type Dimension } from "./portfolio-keys.ts";
import { keeps, type RowFilter } from "./row-filter.ts";
import { rowsView } from "./rows-view.ts";
import { allFigures, commonestName, type Figures, fromRowKey } from "./stored-sums.ts";
import { total } from "./sums.ts";

/** A portfolio against one of strategy, outcome and place: a page of groups, by currency and id. */
export const GroupsViewSchema = lazy(() =>
  z
    .strictObject({
      dimension: z.enum(DIMENSIONS),
      amountsSum: z.boolean(),
      commitmentsSum: z.boolean(),
      note: z.string(),
      groups: z.array(
        z.strictObject({
          currency: CurrencySchema(),
          strategyId: idSchema("str").optional(),
          partnershipId: idSchema("prt").optional(),
          outcomeId: z.string().optional(),
          placeCode: z.string().optional(),
          placeName: z.string().optional(),
          total: FiguresViewSchema(),
          rows: z.array(
            FiguresViewSchema().extend({ fiscalYear: z.int(), status: z.enum(COMMITMENT_STATUSES) }),
          ),
        }),
      ),
    })
    .meta({
      id: "PortfolioGroups",
      description:
        "A group without an id is what has no strategy, outcome or place. amountsSum, commitmentsSum: whether the groups of all pages sum to the portfolio's total.",
    }),
);
type GroupsView = z.infer<ReturnType<typeof GroupsViewSchema>>;

const SAID: Readonly<Record<Dimension, Pick<GroupsView, "amountsSum" | "commitmentsSum" | "note">>> = {
  strategy: {
    amountsSum: true,
    commitmentsSum: false,
    note: "Amounts by what is allocated to each strategy, the rest without one: they sum to the total. A commitment counts in each of its strategies.",
  },
  outcome: {
    amountsSum: false,
    commitmentsSum: false,
    note: "A commitment that aims at several outcomes counts in each of them, whole: the groups do not sum to the total.",
  },
  place: {
    amountsSum: true,
    commitmentsSum: true,
    note: "By the place that each commitment names, the rest without one: the groups sum to the total.",
  },
};

/** The view of a page of groups; one of which a filter leaves nothing is left out. */
export function groupsView(
  dimension: Dimension,
  groups: readonly PlacedGroup[],
  filter: RowFilter,
): GroupsView {
  return {
    dimension,
    ...SAID[dimension],
    groups: groups.flatMap((placed) => groupView(dimension, placed, filter) ?? []),
  };
}

function groupView(
  dimension: Dimension,
  { currency, id, group }: PlacedGroup,
  filter: RowFilter,
): GroupsView["groups"][number] | undefined {
  const rows = Object.entries(group.rows ?? {})
    .map(([key, figures]) => ({ ...fromRowKey(key), figures }))
    .filter((row) => keeps(filter, row));
  if (rows.length === 0) return undefined;
  const sum = total(rows.map(({ figures }) => figures)) as Partial<Figures>;
  const [partnershipId] = Object.keys(group.partnerships ?? {});
  const placeName = commonestName(group.names);
  return {
    currency,
    ...(id === "" ? {} : { [ID_OF[dimension]]: id }),
    ...(partnershipId === undefined ? {} : { partnershipId }),
    ...(placeName === undefined ? {} : { placeName }),
    total: figuresView(allFigures(sum), currency),
    rows: rowsView(rows, currency),
  };
}

const ID_OF = { strategy: "strategyId", outcome: "outcomeId", place: "placeCode" } as const;
