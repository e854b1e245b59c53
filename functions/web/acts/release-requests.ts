import { fail, ok } from "../../../shared/platform/result.ts";
import { readReleaseRequest } from "../../../shared/publication/requests/read-release-requests.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import { REASON } from "./own-commitment.ts";

const BACK = { address: "/data-access", text: "Data access" };

/** Asks a partnership to publish figures that are not released. A link may say of which partnership. */
export const askForReleaseForm: MakeForm = async ({ c }) => {
  const partnership = c.req.query("partnership");
  const isId = /^prt_[0-9A-HJKMNP-TV-Z]{26}$/.test(partnership ?? "");
  return ok({
    title: "Ask for data to be released",
    lead: "The partnership reads it, and answers with a release or with a reason. That it is taken says nothing about whether there are such figures.",
    parts: [
      {
        kind: "text",
        name: "partnershipId",
        label: "Partnership",
        hint: "Its id, which is in the address of its page and of its releases: prt_ and 26 signs.",
        value: isId ? partnership : undefined,
        isRequired: true,
      },
      {
        kind: "text",
        name: "indicator",
        pointer: "/indicator/words",
        label: "Indicator",
        hint: "In words, like: Third graders reading at grade level.",
        most: 500,
        isRequired: true,
      },
      {
        kind: "lines",
        name: "dimensionKeys",
        label: "Breakdowns, one a line",
        hint: "Like race-ethnicity, or race-ethnicity+sex.",
      },
      { kind: "lines", name: "placeCodes", label: "Places by their codes, one a line", hint: "Like 09001." },
      {
        kind: "area",
        name: "purpose",
        label: "What for",
        hint: "Name no person.",
        isRequired: true,
      },
      {
        kind: "text",
        name: "contactRole",
        label: "Who can be asked back, by role",
        hint: "Like: Principal investigator. No person's name.",
        most: 100,
        isRequired: true,
      },
    ],
    submit: "Ask for it",
    call: { method: "POST", path: "/release-requests" },
    back: BACK,
    done: () => ({ address: "/data-access#requests", notice: "release-asked" }),
  });
};

/** Takes a request back that is still open. */
export const withdrawRequestForm: MakeForm = async ({ principal: { organisationId }, c }, deps) => {
  const requestId = c.req.param("requestId") ?? "";
  const read = await readReleaseRequest(deps, { requestId, organisationId });
  if (!read.ok) return read;
  const { status, version, askedBy } = read.value;
  if (askedBy.organisationId !== organisationId)
    return fail({ code: "conflict", detail: "Who asked takes it back. You can answer or decline it." });
  if (c.req.method !== "POST" && status !== "open")
    return fail({ code: "conflict", detail: `It is ${status} already.` });
  return ok({
    title: "Take the request back",
    parts: [REASON],
    submit: "Take it back",
    version,
    call: { method: "POST", path: `/release-requests/${requestId}/withdrawal` },
    back: BACK,
    done: () => ({ address: "/data-access#requests", notice: "request-withdrawn" }),
  });
};
