import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import { listReleases } from "../../../shared/publication/releases/read-releases.ts";
import { readReleaseRequest } from "../../../shared/publication/requests/read-release-requests.ts";
import type { ReleaseRequestView } from "../../../shared/publication/requests/release-request.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Visit } from "../signed-in.ts";
import { REASON } from "./own-commitment.ts";

const MOST_RELEASES = 100;

/** Answers a request with a release that is published. Four rounds. */
export const answerRequestForm: MakeForm = async (visit, deps) => {
  const { principal, c } = visit;
  const asked = await askedOfUs(visit, deps);
  if (!asked.ok) return asked;
  const { partnershipId } = asked.value;
  const page = { limit: MOST_RELEASES };
  const of = { partnershipId, organisationId: principal.organisationId, page };
  const releases = await listReleases(deps, of);
  if (!releases.ok) return releases;
  const published = releases.value.items.filter(({ status }) => status === "published");
  if (c.req.method !== "POST" && published.length === 0)
    return fail({
      code: "conflict",
      detail: "No release of yours is published. Publish one first, or decline the request with a reason.",
    });
  return ok({
    ...about(asked.value),
    title: "Answer with a release",
    lead: "Who asked is led to the release, and reads your note.",
    parts: [
      {
        kind: "choice",
        name: "releaseId",
        label: "The release in which the figures are",
        options: published.map(({ id, title, number }) => ({
          value: id,
          text: `${title}, number ${number}`,
        })),
        blank: "Choose a release",
        isRequired: true,
      },
      {
        kind: "area",
        name: "note",
        label: "Note",
        hint: "Like: By sex alone; race and sex together would single out children.",
      },
    ],
    fixed: { status: "answered" },
    submit: "Answer it",
    done: () => ({ address: back(asked.value).address, notice: "request-answered" }),
  });
};

/** Declines a request with a reason that who asked reads. Two rounds. */
export const refuseRequestForm: MakeForm = async (visit, deps) => {
  const asked = await askedOfUs(visit, deps);
  if (!asked.ok) return asked;
  return ok({
    ...about(asked.value),
    title: "Decline the request",
    lead: "Who asked reads your reason. They can ask anew.",
    parts: [
      { ...REASON, hint: "Like: The groups are too small. Name no child, and nobody who need not be named." },
    ],
    fixed: { status: "declined" },
    submit: "Decline it",
    done: () => ({ address: back(asked.value).address, notice: "request-declined" }),
  });
};

/** A request that is asked of the reader's own partnership; on looking, one that is still open. */
async function askedOfUs(visit: Visit, deps: WebDeps): Promise<Result<ReleaseRequestView>> {
  const { organisationId } = visit.principal;
  const requestId = visit.c.req.param("requestId") ?? "";
  const read = await readReleaseRequest(deps, { requestId, organisationId });
  if (!read.ok || visit.c.req.method === "POST") return read;
  const { status } = read.value;
  return status === "open" ? read : fail({ code: "conflict", detail: `It is ${status} already.` });
}

function about(request: ReleaseRequestView) {
  const { id, version, indicator, purpose } = request;
  return {
    eyebrow: `${"words" in indicator ? indicator.words : "An indicator"}: ${purpose}`,
    version,
    call: { method: "PATCH", path: `/release-requests/${id}` },
    back: back(request),
  } as const;
}

function back({ partnershipId }: ReleaseRequestView) {
  return { address: `/partnerships/${partnershipId}/data-requests`, text: "Requests for data" };
}
