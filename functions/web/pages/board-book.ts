import type { Context } from "hono";
import { MOST_IN_A_BOARD_BOOK } from "../../../shared/reporting/board-book.ts";
import type { WebDeps } from "../deps.ts";
import { readCommitments } from "../read-commitments.ts";
import { pageResponse } from "../respond.ts";
import { admit, refused } from "../signed-in.ts";
import { renderBoardBook } from "../views/board-book.tsx";

/**
 * Where somebody chooses the commitments of a board book: the choice leads to the file, in the order of the list; too long a choice comes back
 * with what is wrong. One Query of an index.
 */
export async function boardBook(c: Context, deps: WebDeps): Promise<Response> {
  const visit = await admit(c, deps, "report:read");
  if (visit instanceof Response) return visit;
  const chosen = c.req.queries("commitment") ?? [];
  const isAsked = c.req.query("bind") !== undefined;
  if (isAsked && chosen.length <= MOST_IN_A_BOARD_BOOK)
    return c.redirect(`/v1/portfolio/board-book.pdf?commitments=${chosen.map(encodeURIComponent)}`, 303);
  const listed = await readCommitments(deps, visit.principal, {
    sort: "title",
    isDescending: false,
    cursor: c.req.query("cursor") || undefined,
  });
  if (!listed.ok) return refused(c, listed.problem, visit.frame);
  const { items, next } = listed.value;
  return pageResponse(c, renderBoardBook({ items, next, chosen, isTooLong: isAsked }, visit.frame));
}
