import {
  concernsBigBet,
  isBigBetMember,
  projectBigBetMembers,
} from "../../shared/investments/big-bets/member.store.ts";
import { isPortfolio } from "../../shared/investments/portfolio/move-sums.ts";
import { projectPortfolio } from "../../shared/investments/portfolio/project-portfolio.ts";
import { changesSummary, isSummary, projectSummaries } from "../../shared/measurement/project-summaries.ts";
import { HEAD } from "../../shared/platform/aggregate.ts";
import type { ChangedItem, Projection } from "./projection.ts";

/** Indicators as reports read them: definition and all figures of one place in one item. */
const summaries: Projection = {
  name: "summaries",
  wants: ({ after }) => after !== undefined && changesSummary(after),
  owns: isSummary,
  apply: async (table, changes) => {
    const changeOf = new Map(
      changes.flatMap((change) => (change.after ? [[change.after, change] as const] : [])),
    );
    const failed = await projectSummaries(table, [...changeOf.keys()]);
    return failed.map(({ item, error }): { change: ChangedItem; error: unknown } => ({
      change: changeOf.get(item) ?? { after: item },
      error,
    }));
  },
};

/** A funder's portfolio: sums of its commitments by fiscal year and status, strategy, outcome, place, recipient. */
const portfolio: Projection = {
  name: "portfolio",
  wants: ({ after }) => after?.type === "commitment" && after.sk === HEAD,
  owns: isPortfolio,
  apply: projectPortfolio,
};

/** What each big bet counts of the commitments that name it. */
const bigBetMembers: Projection = {
  name: "big-bet-members",
  wants: concernsBigBet,
  owns: isBigBetMember,
  apply: projectBigBetMembers,
};

/** Every read model. A new one is written as a `Projection` and listed here: the stream and the rebuild then keep it. */
export const PROJECTIONS: readonly Projection[] = [summaries, portfolio, bigBetMembers];
