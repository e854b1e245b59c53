import { retryOnConflict } from "../../identity/retry.ts";
import { staleVersion } from "../../identity/stale-version.ts";
import type { PartWrite } from "../../platform/history.ts";
import type { NewId } from "../../platform/id.ts";
import { invalidAt, type Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { ownPartnership, type Rest, sharedWith } from "../access.store.ts";
import { readerOf } from "../reach.ts";
import { type RestingCall, writeResting } from "../write-resting.ts";
import {
  assessmentWrite,
  dossierPart,
  findAssessment,
  type LoadedAssessment,
  ratingsOf,
  ratingsPart,
  toSummary,
} from "./assessment.store.ts";
import type {
  Appeal,
  Assessment,
  AssessmentSummary,
  Dossier,
  NewAssessment,
  Rating,
  Submission,
} from "./assessment.ts";
import { computeCriterion, type ReadOutcomeFacts } from "./criteria.ts";
import { evidenceRests, type ObservationCheck, restsOf } from "./evidence.ts";
import type { FrameworkView } from "./framework.ts";
import { readFramework } from "./read-frameworks.ts";

type Deps = { readonly table: Table; readonly newId: NewId };
type ChangeCall = RestingCall & { readonly assessmentId: string; readonly ifMatch?: number | undefined };

/** Begins the self-assessment of a partnership for a gateway, under a version of a framework that it keeps for good. */
export async function beginAssessment(
  deps: Deps,
  call: RestingCall & { readonly partnershipId: string; readonly input: NewAssessment },
): Promise<Result<AssessmentSummary>> {
  const { partnershipId, input, author, now } = call;
  const { frameworkId: id, frameworkVersion: version, gateway: key } = input;
  const framework = await readFramework(deps.table, { id, version, organisationId: author.organisationId });
  if (!framework.ok) return fail(invalidAt("/frameworkId", framework.problem.detail));
  const { content, name } = framework.value;
  const gateway = content.gateways.find((one) => one.key === key);
  if (!gateway) {
    const there = content.gateways.map((one) => one.key).join(", ");
    return fail(invalidAt("/gateway", `The framework has no such gateway: there are ${there}.`));
  }
  const assessment: Assessment = {
    id: deps.newId("asm"),
    partnershipId,
    framework: { id, version: framework.value.version, name, label: content.label },
    gateway: { key, name: gateway.name },
    status: "draft",
    visibility: "partnership",
    createdAt: now,
  };
  const rests = [ownPartnership(partnershipId, author.organisationId)];
  return save(deps.table, call, { next: assessment, action: "assessment.begun", status: 201, rests });
}

/** Puts the ratings of a draft as they shall be. Refused at a benchmark that the gateway does not have, and at evidence that is not there. */
export async function rateBenchmarks(
  deps: Deps & { readonly observationCheck: ObservationCheck },
  call: ChangeCall & { readonly ratings: readonly Rating[] },
): Promise<Result<AssessmentSummary>> {
  const { ratings, author } = call;
  return change(deps, call, async (loaded) => {
    const { assessment } = loaded;
    if (assessment.status !== "draft") return fail(FROZEN);
    const framework = await frameworkOf(deps.table, loaded);
    if (!framework.ok) return framework;
    const keys = benchmarksOf(assessment, framework.value).map((one) => one.key);
    const errors = ratings.flatMap(({ benchmark }, at) =>
      keys.includes(benchmark)
        ? []
        : [{ pointer: `/ratings/${at}/benchmark`, detail: "The gateway has no such benchmark." }],
    );
    if (errors.length > 0)
      return fail({ code: "validation_failed", detail: "Some benchmarks are not of this gateway.", errors });
    const reader = await readerOf(deps.table, author.organisationId);
    const { observationCheck } = deps;
    const about = { partnershipId: assessment.partnershipId, reader, observationCheck };
    const rests = evidenceRests(ratings, about);
    if (!rests.ok) return rests;
    const after = ratingsPart(ratings);
    const beside = [loaded.ratings ? { before: loaded.ratings, after } : { after }];
    return ok({ next: assessment, action: "assessment.rated", beside, rests: rests.value });
  });
}

/**
 * Hands an assessment in to a reviewer, with whom the partnership is shared. From then on its dossier is frozen: benchmarks as they read,
 * ratings, evidence, and what the framework's criteria come to by the figures of this moment. Refused where a benchmark is not rated.
 */
export async function submitAssessment(
  deps: Deps & { readonly readOutcomes: ReadOutcomeFacts },
  call: ChangeCall & { readonly input: Submission },
): Promise<Result<AssessmentSummary>> {
  const { input, now } = call;
  const { reviewerId, visibility, statement } = input;
  return change(deps, call, async (loaded) => {
    const { assessment } = loaded;
    if (assessment.status !== "draft") return fail(FROZEN);
    const framework = await frameworkOf(deps.table, loaded);
    if (!framework.ok) return framework;
    const dossier = dossierOf(loaded, framework.value);
    const rated = new Set(dossier.ratings.map(({ benchmark }) => benchmark));
    const missing = dossier.benchmarks.filter(({ key }) => !rated.has(key)).map(({ key }) => key);
    if (missing.length > 0)
      return fail({
        code: "conflict",
        detail: `Rate every benchmark first. Not rated: ${missing.join(", ")}.`,
      });
    const facts = await deps.readOutcomes(assessment.partnershipId);
    const asked = framework.value.content.criteria.filter(
      ({ gateway }) => gateway === assessment.gateway.key,
    );
    const criteria = asked.map((criterion) => computeCriterion(criterion, facts));
    const frozen = { ...dossier, criteria, ...(statement === undefined ? {} : { statement }) };
    const next: Assessment = { ...assessment, status: "submitted", reviewerId, visibility, submittedAt: now };
    const rests = [sharedWith(assessment.partnershipId, reviewerId, "/reviewerId")];
    const beside = [
      { after: dossierPart(frozen), isNew: true },
      ...(loaded.ratings ? [{ before: loaded.ratings }] : []),
    ];
    return ok({ next, action: "assessment.submitted", beside, rests });
  });
}

/** Appeals, once, against a decision that a gateway was not reached. The dossier stays as it is; grounds and further evidence stand beside. */
export async function appealDecision(
  deps: Deps & { readonly observationCheck: ObservationCheck },
  call: ChangeCall & { readonly input: Appeal },
): Promise<Result<AssessmentSummary>> {
  const { input, author, now: at } = call;
  return change(deps, call, async ({ assessment }) => {
    const last = assessment.decisions?.at(-1);
    if (assessment.status !== "decided" || last?.outcome !== "not-reached")
      return fail({ code: "conflict", detail: "There is no decision to appeal against." });
    if (assessment.appeal)
      return fail({ code: "conflict", detail: "It was appealed already: this decision is final." });
    const reader = await readerOf(deps.table, author.organisationId);
    const evidence = (input.evidence ?? []).map((one, index) => ({ one, pointer: `/evidence/${index}/ref` }));
    const { observationCheck } = deps;
    const about = { partnershipId: assessment.partnershipId, reader, observationCheck };
    const rests = restsOf(evidence, about);
    if (!rests.ok) return rests;
    const next: Assessment = { ...assessment, status: "appealed", appeal: { ...input, at } };
    return ok({ next, action: "assessment.appealed", rests: rests.value });
  });
}

/** Withdraws an assessment that is not decided, for a reason; what was handed in stays readable for whom it was. */
export async function withdrawAssessment(
  deps: Deps,
  call: ChangeCall & { readonly reason: string },
): Promise<Result<AssessmentSummary>> {
  const { reason, now: at } = call;
  return change(deps, call, async ({ assessment }) => {
    if (assessment.status !== "draft" && assessment.status !== "submitted")
      return fail({ code: "conflict", detail: `The assessment is ${assessment.status} already.` });
    const next: Assessment = { ...assessment, status: "withdrawn", withdrawn: { at, reason } };
    return ok({ next, action: "assessment.withdrawn", reason });
  });
}

/** What a draft would hand in: the gateway's benchmarks as its version of the framework has them, and its ratings. */
export function dossierOf(loaded: LoadedAssessment, { content }: FrameworkView): Dossier {
  const benchmarks = benchmarksOf(loaded.assessment, { content });
  return { pillars: content.pillars, benchmarks, ratings: [...ratingsOf(loaded)], criteria: [] };
}

/** The version of a framework under which an assessment was begun, as its owner reads it. */
export function frameworkOf(
  table: Table,
  { assessment, ownerId }: LoadedAssessment,
): Promise<Result<FrameworkView>> {
  const { id, version } = assessment.framework;
  return readFramework(table, { id, version, organisationId: ownerId });
}

function benchmarksOf({ gateway }: Assessment, { content }: Pick<FrameworkView, "content">) {
  return content.benchmarks.filter((benchmark) => benchmark.gateway === gateway.key);
}

const FROZEN: Problem = {
  code: "conflict",
  detail: "The assessment was handed in, or withdrawn: it is changed no more. Begin another one.",
};

type Plan = {
  readonly next: Assessment;
  readonly action: string;
  readonly reason?: string;
  readonly beside?: readonly PartWrite[];
  readonly rests?: readonly Rest[];
  readonly status?: number;
  readonly previous?: LoadedAssessment;
};

type Decide = (loaded: LoadedAssessment) => Promise<Result<Plan>>;

/** Decided anew up to five times where somebody wrote in between, unless the caller named a version. */
function change(deps: Deps, call: ChangeCall, decide: Decide): Promise<Result<AssessmentSummary>> {
  const attempt = () => changeOnce(deps, call, decide);
  return call.ifMatch === undefined ? retryOnConflict(attempt) : attempt();
}

async function changeOnce(deps: Deps, call: ChangeCall, decide: Decide): Promise<Result<AssessmentSummary>> {
  const { assessmentId, author, ifMatch } = call;
  const loaded = await findAssessment(deps.table, assessmentId);
  if (loaded?.ownerId !== author.organisationId)
    return fail({ code: "not_found", detail: "There is no such assessment." });
  const { version } = loaded.head;
  if (ifMatch !== undefined && ifMatch !== version) return fail(staleVersion(version));
  const plan = await decide(loaded);
  return plan.ok ? save(deps.table, call, { ...plan.value, previous: loaded }) : plan;
}

async function save(table: Table, call: RestingCall, plan: Plan): Promise<Result<AssessmentSummary>> {
  const { next, rests = [], status = 200, ...write } = plan;
  const idempotency = call.idempotency?.(status, `/v1/assessments/${next.id}`);
  const { author: by, now } = call;
  const change = assessmentWrite(next, { ...write, by, now, ...(idempotency ? { idempotency } : {}) });
  const written = await writeResting(table, { ...change, rests });
  return written.ok ? ok(toSummary({ assessment: next, head: written.value })) : written;
}
