import type { AssessmentView, Evidence } from "../../../shared/partnerships/frameworks/assessment.ts";
import { readAssessment } from "../../../shared/partnerships/frameworks/read-assessments.ts";
import { listFrameworks, readFramework } from "../../../shared/partnerships/frameworks/read-frameworks.ts";
import { defined } from "../../../shared/platform/defined.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Group, Input, Option } from "../forms/form.ts";
import type { Visit } from "../signed-in.ts";
import { REASON } from "./own-commitment.ts";
import { requireKeeper } from "./practice-parts.ts";

const MOST_FRAMEWORKS = 10;
const RATINGS: readonly Option[] = [
  { value: "not-yet", text: "Not yet" },
  { value: "partly", text: "Partly" },
  { value: "met", text: "Met" },
  { value: "not-applicable", text: "Not applicable" },
];
const KINDS: readonly Option[] = [
  { value: "document", text: "A document" },
  { value: "report", text: "A report" },
  { value: "link", text: "An address" },
  { value: "indicator", text: "An indicator, by its id" },
  { value: "observation", text: "An observation, by its id" },
  { value: "strategy", text: "A strategy, by its id" },
  { value: "story", text: "A story, by its id" },
  { value: "lesson", text: "A lesson, by its id" },
  { value: "systems-change", text: "A systems change" },
  { value: "test-of-change", text: "A test of change" },
  { value: "other", text: "Something else" },
];

/** Begins the assessment of a partnership for a gateway. */
export const beginGatewayForm: MakeForm = async (visit, deps) => {
  const partnershipId = visit.c.req.param("partnershipId") ?? "";
  const [own, options] = await Promise.all([
    requireKeeper(visit, deps, partnershipId),
    gatewayOptions(visit, deps),
  ]);
  if (!own.ok) return own;
  if (!options.ok) return options;
  const address = `/partnerships/${partnershipId}/gateways`;
  return ok({
    title: "Begin an assessment of a gateway",
    lead: "It is a draft that nobody else sees. You say next how each benchmark stands.",
    parts: [{ kind: "choice", name: "gateway", label: "Gateway", options: options.value, isRequired: true }],
    shape: ({ gateway }) => {
      const [frameworkId, key] = String(gateway ?? "").split(" ");
      return { frameworkId, gateway: key };
    },
    submit: "Begin it",
    call: { method: "POST", path: `/partnerships/${partnershipId}/assessments` },
    back: { address, text: "Gateways" },
    done: ({ location }) => ({
      address: `${address}/${(location ?? "").split("/").at(-1)}/ratings`,
      notice: "saved",
    }),
  });
};

/** Says how each benchmark of a draft stands, and by what evidence; saved again, it is corrected. */
export const rateGatewayForm: MakeForm = async (visit, deps) => {
  const opened = await ownAssessment(visit, deps);
  if (!opened.ok) return opened;
  const { assessment, address } = opened.value;
  if (assessment.status !== "draft" && visit.c.req.method !== "POST")
    return fail({ code: "conflict", detail: "It was handed in or withdrawn, and is changed no more." });
  return ok({
    title: `Say how ${assessment.gateway.name} stands`,
    lead: "Leave out what you cannot say yet. You can come back and correct it until it is handed in.",
    parts: assessment.dossier.benchmarks.map((each) => rated(each, assessment)),
    shape: ({ ratings }) => ({ ratings: given(ratings, assessment) }),
    prepare: async (body, input) => saidWhole(body, input, assessment),
    submit: "Keep the ratings",
    call: { method: "PUT", path: `/assessments/${assessment.id}/ratings` },
    version: assessment.version,
    back: { address, text: "Gateways" },
    done: () => ({ address, notice: "saved" }),
  });
};

/** Withdraws an assessment that is not decided. */
export const withdrawGatewayForm: MakeForm = async (visit, deps) => {
  const opened = await ownAssessment(visit, deps);
  if (!opened.ok) return opened;
  const { assessment, address } = opened.value;
  return ok({
    title: "Withdraw the assessment",
    lead: "It is compared no more, and cannot be taken up again.",
    parts: [REASON],
    submit: "Withdraw it",
    isGrave: true,
    call: { method: "POST", path: `/assessments/${assessment.id}/withdrawal` },
    back: { address, text: "Gateways" },
    done: () => ({ address, notice: "saved" }),
  });
};

type Opened = { readonly assessment: AssessmentView; readonly address: string };

/** The assessment of the address, for who keeps the partnership of the address. Four rounds. */
async function ownAssessment(visit: Visit, deps: WebDeps): Promise<Result<Opened>> {
  const { c, principal } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const assessmentId = c.req.param("assessmentId") ?? "";
  const { organisationId } = principal;
  const [own, read] = await Promise.all([
    requireKeeper(visit, deps, partnershipId),
    readAssessment(deps.table, { assessmentId, organisationId }),
  ]);
  if (!own.ok) return own;
  if (!read.ok) return read;
  if (read.value.partnershipId !== partnershipId)
    return fail({ code: "not_found", detail: "There is no such assessment." });
  return ok({ assessment: read.value, address: `/partnerships/${partnershipId}/gateways` });
}

/** Every gateway of the product's frameworks and of the first ten of one's network. */
async function gatewayOptions(visit: Visit, deps: WebDeps): Promise<Result<Option[]>> {
  const { organisationId } = visit.principal;
  const page = { limit: MOST_FRAMEWORKS };
  const listed = await listFrameworks(deps, { within: "network", organisationId, page });
  if (!listed.ok) return listed;
  const frameworks = await Promise.all(
    [...listed.value.builtIn, ...listed.value.items].map(({ id }) =>
      readFramework(deps.table, { id, organisationId }),
    ),
  );
  return ok(
    frameworks.flatMap((each) =>
      each.ok
        ? each.value.content.gateways.map(({ key, name }) => ({
            value: `${each.value.id} ${key}`,
            text: `${name} (${each.value.name})`,
          }))
        : [],
    ),
  );
}

function rated({ key, text }: { key: string; text: string }, { dossier }: AssessmentView): Group {
  const rating = dossier.ratings.find(({ benchmark }) => benchmark === key);
  const first = rating?.evidence?.[0];
  const name = (part: string) => `ratings.${key}.${part}`;
  return {
    kind: "group",
    legend: text,
    fields: [
      {
        kind: "choice",
        name: name("rating"),
        label: "How it stands",
        options: RATINGS,
        blank: "cannot say yet",
        value: rating?.rating,
      },
      { kind: "area", name: name("note"), label: "Why", value: rating?.note },
      {
        kind: "choice",
        name: name("kind"),
        label: "Evidence is",
        options: KINDS,
        blank: "none",
        value: first?.kind,
      },
      { kind: "text", name: name("ref"), label: "Where it is found", most: 500, value: first?.ref },
      { kind: "text", name: name("shows"), label: "What it shows", most: 1000, value: first?.note },
    ],
  };
}

type Filled = {
  readonly rating?: string;
  readonly note?: string;
  readonly kind?: string;
  readonly ref?: string;
  readonly shows?: string;
};

/** Ratings as the API takes them: of the first evidence what was filled in, further evidence as it was. */
function given(filled: unknown, { dossier }: AssessmentView) {
  return Object.entries((filled ?? {}) as Record<string, Filled>).map(
    ([benchmark, { rating, note, kind, ref, shows }]) => {
      const [, ...rest] = dossier.ratings.find((each) => each.benchmark === benchmark)?.evidence ?? [];
      const said = kind === undefined && ref === undefined ? [] : [defined({ kind, ref, note: shows })];
      const evidence = [...said, ...rest] as readonly Evidence[];
      return { benchmark, rating, note, ...(evidence.length > 0 ? { evidence } : {}) };
    },
  );
}

/** The body, where each benchmark of which something is said is rated, and its evidence said whole. */
function saidWhole(body: unknown, input: Input, { dossier }: AssessmentView): Result<unknown> {
  const errors = dossier.benchmarks.flatMap(({ key }) => {
    const has = (part: string) => (input.get(`ratings.${key}.${part}`) ?? "").trim() !== "";
    const at = (part: string, detail: string) => ({ pointer: `/ratings/${key}/${part}`, detail });
    const hasEvidence = has("kind") || has("ref") || has("shows");
    return [
      ...(!has("rating") && (has("note") || hasEvidence)
        ? [at("rating", "Say how it stands, or take away what is written of it.")]
        : []),
      ...(hasEvidence && !has("kind") ? [at("kind", "Say what the evidence is.")] : []),
      ...(hasEvidence && !has("ref") ? [at("ref", "Say where the evidence is found.")] : []),
    ];
  });
  if (errors.length === 0) return ok(body);
  return fail({ code: "validation_failed", detail: "Some of what you wrote is not said whole.", errors });
}
