import * as z from "zod";
import type { Principal } from "../identity/principal.ts";
import { type Funding, fundingPage } from "../investments/index.ts";
import { comparisonCodes, findOwnSummaries, readPlaceList } from "../measurement/index.ts";
import { mayRead, readPartnership } from "../partnerships/index.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { pageOf } from "../platform/page.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { findOpenTo, logRead } from "../publication/access/index.ts";
import { composeNeed, type NeedFacts, openedInNeed } from "./compose-need.ts";
import { neededIndicators } from "./compose-report.ts";
import type { Need } from "./need-view.ts";

/** For which outcome, and of which partnership where not of all that one funds; a page has at most 20. */
export const NeedQuerySchema = lazy(() =>
  z.strictObject({
    outcomeId: z.string().regex(/^[a-z0-9-]{1,60}$/),
    partnershipId: idSchema("prt").optional(),
    limit: z.coerce.number().int().min(1).max(20).default(10),
    cursor: z.string().min(1).max(2000).optional(),
  }),
);
export type NeedQuery = z.infer<ReturnType<typeof NeedQuerySchema>>;

/**
 * Where the caller's money is beside where it is needed, for the partnerships that it funds and may read. Three rounds: what it
 * promised to a page of partnerships (one Query); these, side by side (a Query each, strongly consistent: a share that was ended opens
 * nothing); the summaries of the indicators that the funded strategies lead to, by key, and the partnerships' places. What is opened to the caller by name is looked for
 * beside the partnerships; where something is, its log is a fourth round. Refused with `invalid_cursor`, and with `busy` where that cannot be
 * written.
 */
export async function readNeed(
  deps: { readonly table: Table; readonly cursorSecret: string },
  asked: { readonly principal: Principal; readonly query: NeedQuery; readonly now: string },
): Promise<Result<Need>> {
  const { principal, query, now } = asked;
  const { outcomeId, partnershipId } = query;
  const { organisationId: funderId } = principal;
  const bound = { list: "need", organisationId: funderId, outcomeId, partnershipId };
  const page = await pageOf<Funding>(deps.cursorSecret, { query: bound, page: query }, async (paging) => {
    const { fundings, next } = await fundingPage(deps.table, { funderId, partnershipId, ...paging });
    return { items: fundings, ...(next ? { next } : {}) };
  });
  if (!page.ok) return page;
  const { items, next } = page.value;
  const facts = await readFacts(deps.table, { principal, now }, items);
  const opened = openedInNeed(outcomeId, facts);
  const logged = await logRead(deps.table, { principal, now, shownIn: "need" }, opened);
  if (!logged.ok) return logged;
  return ok({ ...composeNeed(outcomeId, facts), ...(next === undefined ? {} : { next }) });
}

async function readFacts(
  table: Table,
  { principal, now }: { readonly principal: Principal; readonly now: string },
  fundings: readonly Funding[],
): Promise<NeedFacts[]> {
  const found = await Promise.all(
    fundings.map(({ partnershipId }) =>
      Promise.all([
        readPartnership(table, partnershipId),
        findOpenTo(table, { partnershipId, reader: principal, now }),
      ]),
    ),
  );
  return Promise.all(
    fundings.map(async (funding, index): Promise<NeedFacts> => {
      const [partnership, agreements = []] = found[index] ?? [];
      if (!partnership || !mayRead(partnership, principal)) return { funding, summaries: [] };
      const funded = Object.values(funding.sums).flatMap((byStrategy) => Object.keys(byStrategy));
      const needed = [...neededIndicators(partnership, funded)];
      if (needed.length === 0) return { funding, partnership, summaries: [] };
      const [summaries, { places }] = await Promise.all([
        findOwnSummaries(table, funding.partnershipId, needed),
        readPlaceList(table, funding.partnershipId),
      ]);
      return { funding, partnership, summaries, comparisonCodes: comparisonCodes(places), agreements };
    }),
  );
}
