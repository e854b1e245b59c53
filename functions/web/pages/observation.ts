import { getPerson } from "../../../shared/identity/read-people.ts";
import { parseRef } from "../../../shared/measurement/observation-ref.ts";
import { visibleIndicator } from "../../../shared/measurement/read-indicator.ts";
import { openObservation } from "../../../shared/measurement/read-observations.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderCitation, renderObservation } from "../views/observation.tsx";

/**
 * What a cited figure rests on: for the partnership that recorded it, the revision itself; for those with whom it is shared, what
 * the citation names and whom to ask. For all others there is nothing here.
 */
export async function observationPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const ref = c.req.param("ref") ?? "";
  const named = parseRef(ref);
  if (!named) return fail({ code: "not_found", detail: "This is not the reference of an observation." });
  const { organisationId } = principal;
  const { indicatorId } = named.key;
  const indicator = await visibleIndicator(deps.table, { indicatorId, organisationId });
  if (!indicator.ok) return fail({ code: "not_found", detail: "There is no such observation." });
  const { name } = indicator.value.loaded.indicator;
  if (indicator.value.access === "shared") return ok(renderCitation({ name, ...named }, frame));
  const opened = await openObservation(deps, { ref, organisationId });
  if (!opened.ok) return opened;
  const { principalId: personId } = opened.value.by;
  const person = personId.startsWith("per_") ? await getPerson(deps, { principal, personId }) : undefined;
  const recordedBy = person?.ok ? (person.value.name ?? personId) : personId;
  return ok(
    renderObservation(
      { name, recordedBy, set: opened.value, indicator: indicator.value.loaded.indicator },
      frame,
    ),
  );
}
