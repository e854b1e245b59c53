import type { Context } from "hono";
import { can } from "../../../shared/identity/permissions.ts";
import type { CommitmentSummary } from "../../../shared/investments/index.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { listPartnerships } from "../../../shared/partnerships/list-partnerships.ts";
import { toCsv } from "../../../shared/platform/csv.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import { readCommitments, wantedOf } from "../read-commitments.ts";
import { admit, refused, type Visit } from "../signed-in.ts";
import { renderCommitments } from "../views/commitments.tsx";

/** All commitments that one may see, filtered and sorted. One round. */
export async function commitmentsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const wanted = wantedOf((name) => c.req.query(name));
  const { organisationId } = principal;
  const partnerships = await listPartnerships(deps, { organisationId, page: { limit: 100 } });
  if (!partnerships.ok) return partnerships;
  const known = partnerships.value.items;
  // Who funds nothing is shown what is committed to the partnership that they keep.
  const partnershipId =
    wanted.partnershipId ?? (principal.organisationKind === "funder" ? undefined : known[0]?.id);
  const asked = { ...wanted, partnershipId };
  const listed = await readCommitments(deps, principal, asked);
  if (!listed.ok) return listed;
  return ok(
    renderCommitments(
      {
        ...listed.value,
        wanted: asked,
        partnerships: known,
        mayRecord: principal.organisationKind === "funder" && can(principal, "commitment:write"),
      },
      frame,
    ),
  );
}

const COLUMNS = [
  "id",
  "title",
  "recipient",
  "programme",
  "status",
  "startOn",
  "endOn",
  "currency",
  "amount",
  "committed",
  "conditional",
  "unconditional",
  "paid",
  "payable",
  "intended",
] as const;

/** The same commitments as the page shows, as CSV; the next part is named in `Link`. */
export async function commitmentsCsv(c: Context, deps: WebDeps): Promise<Response> {
  const visit = await admit(c, deps, "commitment:read");
  if (visit instanceof Response) return visit;
  const wanted = wantedOf((name) => c.req.query(name));
  const listed = await readCommitments(deps, visit.principal, wanted);
  if (!listed.ok) return refused(c, listed.problem, visit.frame);
  const { items, next } = listed.value;
  const url = new URL(c.req.url);
  if (next !== undefined) url.searchParams.set("cursor", next);
  return c.body(toCsv(COLUMNS, items.map(toRow)), 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="commitments.csv"',
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(next === undefined ? {} : { link: `<${url.pathname}${url.search}>; rel="next"` }),
  });
}

function toRow(item: CommitmentSummary) {
  const {
    id,
    title,
    recipient,
    programme = "",
    status,
    startOn,
    endOn = "",
    currency,
    amount,
    totals,
  } = item;
  const { committed, conditional, unconditional, paid, payable, intended } = totals;
  const amounts = { amount, committed, conditional, unconditional, paid, payable, intended };
  return {
    ...{ id, title, recipient: recipient.name, programme, status, startOn, endOn, currency },
    ...Object.fromEntries(Object.entries(amounts).map(([name, money]) => [name, money.amount])),
  };
}
