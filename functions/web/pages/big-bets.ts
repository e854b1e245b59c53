import { can } from "../../../shared/identity/permissions.ts";
import { listBigBets, readBigBet } from "../../../shared/investments/big-bets/read-big-bet.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { mayRead, readPartnership } from "../../../shared/partnerships/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderBigBet, renderBigBets } from "../views/big-bets.tsx";

const A_PAGE = 50;

/** The big bets that one convened, and those one was admitted to. One round, two where one joined any. */
export async function bigBetsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const query = (role: "convened" | "joined") => ({ role, limit: A_PAGE, cursor: c.req.query(role) });
  const [convened, joined] = await Promise.all([
    listBigBets(deps, { principal, query: query("convened") }),
    listBigBets(deps, { principal, query: query("joined") }),
  ]);
  if (!convened.ok) return convened;
  if (!joined.ok) return joined;
  const mayRecord = principal.organisationKind === "funder" && can(principal, "commitment:write");
  return ok(renderBigBets({ convened: convened.value, joined: joined.value, mayRecord }, frame));
}

/** A big bet: its plan, its money and match, its members as far as they agreed to be shown, and one's own commitments. Two rounds. */
export async function bigBetPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const read = await readBigBet(deps.table, c.req.param("bigBetId") ?? "", principal);
  if (!read.ok) return read;
  const partnership = await readPartnership(deps.table, read.value.partnershipId);
  const name = partnership && mayRead(partnership, principal) ? partnership.head.name : undefined;
  return ok(renderBigBet({ bet: read.value, partnershipName: name }, frame));
}
