import { can } from "../../../shared/identity/permissions.ts";
import { getPerson, listPeople } from "../../../shared/identity/read-people.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderPeople, renderPerson } from "../views/people.tsx";

const PEOPLE_A_PAGE = 50;

/** The people of one's organisation, those who have left among them. Two rounds. */
export async function peoplePage({ principal, c, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const page = { limit: PEOPLE_A_PAGE, cursor: c.req.query("cursor") };
  const people = await listPeople(deps, { principal, page });
  if (!people.ok) return people;
  return ok(renderPeople({ people: people.value, mayWrite: can(principal, "person:write") }, frame));
}

/** Somebody of one's organisation. One round. */
export async function personPage({ principal, c, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const found = await getPerson(deps, { principal, personId: c.req.param("personId") ?? "" });
  if (!found.ok) return found;
  const shown = {
    person: found.value,
    isSelf: found.value.id === principal.id,
    mayWrite: can(principal, "person:write"),
    maySeeHistory: can(principal, "history:read"),
  };
  return ok(renderPerson(shown, frame));
}
