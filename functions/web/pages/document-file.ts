import type { Context } from "hono";
import { fetchDocument } from "../../../shared/investments/attachments/fetch-document.ts";
import type { WebDeps } from "../deps.ts";
import { admit, refused } from "../signed-in.ts";

/** Leads to the file of a document, at an address that gives it for a quarter of an hour; or says why there is none. Two rounds. */
export async function documentFile(c: Context, deps: WebDeps): Promise<Response> {
  const visit = await admit(c, deps, "commitment:read");
  if (visit instanceof Response) return visit;
  const { principal, now, frame } = visit;
  const id = c.req.param("commitmentId") ?? "";
  const documentId = c.req.param("documentId") ?? "";
  const found = await fetchDocument(deps, { id, documentId, principal, now });
  if (!found.ok) return refused(c, found.problem, frame);
  c.header("cache-control", "no-store");
  return c.redirect(found.value.url, 303);
}
