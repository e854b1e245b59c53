import type { HeadFields } from "../../platform/aggregate.ts";
import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Problem } from "../../platform/problem.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { requireOwnPartnership } from "../own-partnership.ts";
import type { ScorecardContent } from "../published/scorecard-document.ts";
import {
  contentOf,
  findDraft,
  type LoadedScorecard,
  loadScorecard,
  scorecardPk,
  scorecardsPage,
} from "./scorecard.store.ts";
import type { Scorecard, ScorecardView } from "./scorecard.ts";

type Deps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly scorecardId: string; readonly organisationId: string };

/** A scorecard as its partnership sees it. */
export function scorecardView(scorecard: Scorecard, { version }: HeadFields): ScorecardView {
  const { step: _step, askedBy: _asked, draft: _draft, ...shown } = scorecard;
  const { partnershipId, number } = scorecard;
  const address = `/open/partnerships/${partnershipId}/scorecards/${number}`;
  return { ...shown, version, ...(number === undefined ? {} : { address }) };
}

/** The same answer whether there is no such scorecard, or it is somebody else's. */
function noSuchScorecard(): Problem {
  return { code: "not_found", detail: "There is no such scorecard among those you prepare." };
}

/** A scorecard of an organisation's own partnership; anybody else's is `not_found`. One GetItem. */
export async function ownScorecard(table: Table, asked: Asked): Promise<Result<LoadedScorecard>> {
  const loaded = await loadScorecard(table, asked.scorecardId);
  return loaded?.ownerId === asked.organisationId ? ok(loaded) : fail(noSuchScorecard());
}

/** A scorecard that one prepares. One GetItem. */
export async function readScorecard(table: Table, asked: Asked): Promise<Result<ScorecardView>> {
  const loaded = await ownScorecard(table, asked);
  return loaded.ok ? ok(scorecardView(loaded.value.scorecard, loaded.value.head)) : loaded;
}

/** A page of the scorecards of one's own partnership, newest first. A GetItem, then a Query. */
export async function listScorecards(
  deps: Deps,
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<ScorecardView>>> {
  const { partnershipId, organisationId, page } = asked;
  const own = await requireOwnPartnership(deps.table, asked);
  if (!own.ok) return own;
  const query = { list: "scorecards", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await scorecardsPage(deps.table, { partnershipId, ...paging });
    const views = items.map(({ scorecard, head }) => scorecardView(scorecard, head));
    return { items: views, ...(next ? { next } : {}) };
  });
}

/** What everybody will see of a scorecard. Two GetItems, one after the other; `conflict` before it is composed. */
export async function previewScorecard(table: Table, asked: Asked): Promise<Result<ScorecardContent>> {
  const loaded = await ownScorecard(table, asked);
  if (!loaded.ok) return loaded;
  const { id, draft, status } = loaded.value.scorecard;
  const text = draft && (await findDraft(table, id, draft.step));
  if (text === undefined)
    return fail({ code: "conflict", detail: `This scorecard is ${status}: there is nothing to look at.` });
  return ok(contentOf(text));
}

/** A page of what was done to a scorecard: when, by whom, why. */
export async function readScorecardHistory(
  deps: Deps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { scorecardId, organisationId, page } = asked;
  const loaded = await ownScorecard(deps.table, asked);
  if (!loaded.ok) return loaded;
  const query = { list: "scorecard-history", scorecardId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: scorecardPk(scorecardId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}
