import { listIndicators } from "../../../shared/measurement/read-indicator.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import {
  listOwnAgreements,
  readDataUseAgreement,
} from "../../../shared/publication/access/read-data-use-agreements.ts";
import { readReleaseRequest } from "../../../shared/publication/requests/read-release-requests.ts";
import type { ReleaseRequestView } from "../../../shared/publication/requests/release-request.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Input, Part } from "../forms/form.ts";
import type { Visit } from "../signed-in.ts";
import { REASON } from "./own-commitment.ts";

const MOST_INDICATORS = 100;
const LEAD =
  "They read the figures as they are recorded, with what you publish to nobody, from the first day to the last. Each read is logged. Record here what was agreed and signed.";

/** Opens figures to an evaluator by a data use agreement; `request` says whose request it begins from. Three rounds. */
export const openFiguresForm: MakeForm = async (visit, deps) => {
  const { principal, now, c } = visit;
  const { organisationId } = principal;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const own = { partnershipId, organisationId };
  const [agreements, indicators, request] = await Promise.all([
    listOwnAgreements(deps, { ...own, now, page: { limit: 1 } }),
    listIndicators(deps, { ...own, page: { limit: MOST_INDICATORS } }),
    requestBehind(visit, deps),
  ]);
  if (!agreements.ok) return agreements;
  if (!indicators.ok) return indicators;
  const address = `/partnerships/${partnershipId}/data-requests`;
  return ok({
    title: "Open figures to an evaluator",
    lead: request ? `${LEAD} Their request waits until you answer or decline it as well.` : LEAD,
    parts: [
      ...partyParts(request),
      ...whatParts(indicators.value.items, request),
      ...termParts(now.slice(0, 10)),
    ],
    shape: withLists,
    prepare: async (body, input) => checkChosen(body as object, input),
    submit: "Open them",
    isGrave: true,
    call: { method: "POST", path: `/partnerships/${partnershipId}/data-use-agreements` },
    back: { address, text: "Requests for data" },
    done: () => ({ address, notice: "figures-opened" }),
  });
};

/** The request that a link names, where it is asked of this partnership. */
async function requestBehind(
  { principal: { organisationId }, c }: Visit,
  deps: WebDeps,
): Promise<ReleaseRequestView | undefined> {
  const requestId = c.req.query("request");
  if (requestId === undefined) return undefined;
  const read = await readReleaseRequest(deps, { requestId, organisationId });
  return read.ok && read.value.partnershipId === c.req.param("partnershipId") ? read.value : undefined;
}

function partyParts(request: ReleaseRequestView | undefined): Part[] {
  return [
    {
      kind: "text",
      name: "organisation",
      pointer: "/parties/0/organisationId",
      label: "Their organisation",
      hint: "Its id, org_ and 26 signs: they find it at their settings.",
      value: request?.askedBy.organisationId,
      isRequired: true,
    },
    {
      kind: "lines",
      name: "people",
      pointer: "/parties/0/principalIds",
      label: "Who of it may read, one a line",
      hint: "Ids of people (per_…) and of API keys (key_…). Nobody else of the organisation reads.",
      value: request?.askedBy.principalId,
      isRequired: true,
    },
    {
      kind: "area",
      name: "purpose",
      label: "What for",
      hint: "Like: Evaluation of the reading strategy. Name no person.",
      value: request?.purpose,
      isRequired: true,
    },
  ];
}

function whatParts(
  indicators: readonly { readonly id: string; readonly name: string }[],
  request: ReleaseRequestView | undefined,
): Part[] {
  const asked = request && "id" in request.indicator ? request.indicator.id : undefined;
  return [
    {
      kind: "group",
      legend: "Indicators",
      hint: "Tick those that it opens. All of them are opened only where that is ticked, and nothing else.",
      fields: [
        ...indicators.map(({ id, name }) => ({
          kind: "check" as const,
          name: `indicators.${id}`,
          label: name,
          value: id === asked ? "yes" : undefined,
        })),
        { kind: "check", name: "everything", label: "All indicators, those to come too" },
      ],
    },
    {
      kind: "lines",
      name: "dimensionKeys",
      label: "Breakdowns, one a line",
      hint: "Like race-ethnicity, or race-ethnicity+sex. Totals always are open.",
      value: request?.dimensionKeys?.join("\n"),
    },
    {
      kind: "lines",
      name: "placeCodes",
      label: "Places by their codes, one a line",
      hint: "Like 09001. Left empty: all places.",
      value: request?.placeCodes?.join("\n"),
    },
    {
      kind: "number",
      name: "minimumCell",
      label: "Smallest count that they see",
      hint: "A breakdown with a count from 1 to one below it is hidden from them as a whole. With 0 nothing is hidden.",
      value: "10",
      isRequired: true,
    },
  ];
}

function termParts(today: string): Part[] {
  return [
    { kind: "date", name: "from", label: "First day", hint: "In UTC.", value: today, isRequired: true },
    { kind: "date", name: "through", label: "Last day", hint: "You can end it before.", isRequired: true },
    {
      kind: "text",
      name: "document",
      label: "Where the signed agreement can be read",
      hint: "An address, like https://files.example.org/agreement.pdf",
      most: 1000,
    },
  ];
}

/** Refuses to open all indicators where nobody said so: who asks does not decide what is opened. */
function checkChosen(body: object, input: Input): Result<unknown> {
  if ("indicatorIds" in body || input.get("everything") === "yes") return ok(body);
  const errors = [{ pointer: "/everything", detail: "Tick the indicators that it opens, or this." }];
  return fail({ code: "validation_failed", detail: "Nothing says which indicators it opens.", errors });
}

/** Ticks become the list of indicators: none where nothing is ticked. */
function withLists({ indicators, everything: _, ...body }: Readonly<Record<string, unknown>>): unknown {
  const ticks = (indicators ?? {}) as Readonly<Record<string, boolean>>;
  const indicatorIds = Object.keys(ticks).filter((id) => ticks[id]);
  return { dimensionKeys: [], ...body, ...(indicatorIds.length > 0 ? { indicatorIds } : {}) };
}

/** Ends a data use agreement at once and for good, for a reason. One round, or two. */
export const endAgreementForm: MakeForm = async ({ principal: { organisationId }, now, c }, deps) => {
  const agreementId = c.req.param("agreementId") ?? "";
  const read = await readDataUseAgreement(deps, { agreementId, organisationId, now });
  if (!read.ok) return read;
  const { partnershipId, purpose, parties, standing, version } = read.value;
  if (parties.some((party) => party.organisationId === organisationId))
    return fail({ code: "conflict", detail: "The partnership that opened the figures ends it." });
  if (c.req.method !== "POST" && standing === "ended")
    return fail({ code: "conflict", detail: "It is ended already. Nobody reads under it." });
  const address = `/partnerships/${partnershipId}/data-requests`;
  return ok({
    title: "End the agreement",
    eyebrow: purpose,
    lead: "From their next request on nobody reads under it, for good. What they read before stays in the log.",
    parts: [REASON],
    fixed: { ended: true },
    submit: "End it",
    isGrave: true,
    version,
    call: { method: "PATCH", path: `/data-use-agreements/${agreementId}` },
    back: { address, text: "Requests for data" },
    done: () => ({ address, notice: "agreement-ended" }),
  });
};
