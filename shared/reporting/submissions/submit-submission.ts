import { isAwaited, type ReportRef } from "../../investments/index.ts";
import type { PartWrite } from "../../platform/history.ts";
import type { NewId } from "../../platform/id.ts";
import type { ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { byName, lacksOf } from "./completeness.ts";
import { type FrozenReport, freeze } from "./frozen.ts";
import { contentsOf, type FullGround, isOwedBy, readFullGround, requirementOf } from "./ground.ts";
import { type HandedOver, handOver } from "./hand-over.ts";
import { sectionIs } from "./section.store.ts";
import { frozenPart, type LoadedSubmission, saveSubmission } from "./submission.store.ts";
import { type Answer, frozenLast, type HandIn, type ReportSubmission, refName } from "./submission.ts";
import { findForStep, findOwn, type SubmissionCall } from "./write-submission.ts";

type Deps = { readonly table: Table; readonly newId: NewId };
type Call = SubmissionCall & { readonly input: HandIn };

/** The most bytes that are frozen for one requirement beside words: they lie in one item. */
const MOST_FROZEN_BYTES = 300_000;
/** The most documents that are handed in for one requirement: each is a condition of its transaction. */
const MOST_DOCUMENTS = 40;

/**
 * Freezes a submission and hands it in: to the requirements that are named, or to all that are awaited. What is frozen is one transaction,
 * which checks that every section is as it was read; then each requirement is one of its own. Should this stop anywhere, the submission is
 * there, submitted, and sending it again goes on with what was frozen. Refused with `conflict`, naming them, where required sections are
 * lacking or nothing is awaited; with `second_person_required` where it has to be approved.
 */
export async function submitSubmission(deps: Deps, call: Call): Promise<Result<readonly HandedOver[]>> {
  const { organisationId } = call.principal;
  const { submissionId } = call;
  const own = await findOwn(deps.table, { submissionId, organisationId });
  if (own.ok && own.value.submission.status === "submitted" && own.value.head.version === call.ifMatch)
    return goOn(deps, own.value.submission, call);
  const frozen = await freezeSubmission(deps.table, call);
  return frozen.ok ? ok(await handOver(deps, frozen.value, call)) : frozen;
}

/** Goes on with what was frozen; for anything else the submission is to be reopened first. */
async function goOn(
  deps: Deps,
  submission: ReportSubmission,
  call: Call,
): Promise<Result<readonly HandedOver[]>> {
  const frozen = byName(frozenLast(submission));
  const detail = "It is submitted, and this was not among what was frozen. Reopen it, then hand it in.";
  const astray = (call.input.to ?? []).some((ref) => !frozen.has(refName(ref)));
  return astray ? fail({ code: "conflict", detail }) : ok(await handOver(deps, submission, call));
}

async function freezeSubmission(table: Table, call: Call): Promise<Result<ReportSubmission>> {
  const found = await findForStep(table, call, "hand in");
  if (!found.ok) return found;
  const { submission } = found.value;
  const read = await readFullGround(table, submission, call.principal);
  if (!read.ok) return read;
  const ground = read.value;
  const chosen = chooseAnswers(submission, ground, call);
  if (!chosen.ok) return chosen;
  const reports = chosen.value.map((answer) => frozenFor(answer, ground));
  const fits = checkSizes(reports);
  if (!fits.ok) return fits;
  return saveFrozen(table, call, { loaded: found.value, ground, answers: chosen.value, reports });
}

/** The answers that are handed in now, each with its next edition; or why one of them cannot be. */
function chooseAnswers(submission: ReportSubmission, ground: FullGround, call: Call): Result<Answer[]> {
  const { to } = call.input;
  const answered = byName(submission.answers);
  const errors = (to ?? []).flatMap((ref, at): ProblemPlace[] => {
    const why = answered.has(refName(ref)) ? whyNot(ref, ground, call) : "It is none of those answered here.";
    return why === undefined ? [] : [{ pointer: `/to/${at}`, detail: why }];
  });
  if (errors.length > 0)
    return fail({ code: "validation_failed", detail: "These cannot be handed in for.", errors });
  const wanted = to ?? submission.answers.filter((answer) => whyNot(answer, ground, call) === undefined);
  if (wanted.length === 0)
    return fail({
      code: "conflict",
      detail: "None of its requirements is awaited: there is nothing to hand in.",
    });
  const asked = wanted.flatMap((ref) => requirementOf(ground.requirements, ref)?.asked ?? []);
  const lacks = lacksOf(asked, contentsOf(ground.sections));
  if (lacks.length > 0)
    return fail({ code: "conflict", detail: "Required sections are lacking.", extra: { lacks } });
  const round = submission.round + 1;
  const chosen = wanted.flatMap((ref) => answered.get(refName(ref)) ?? []);
  return ok(chosen.map((answer) => ({ ...answer, edition: answer.edition + 1, round })));
}

function whyNot(
  ref: ReportRef,
  { requirements, written }: FullGround,
  { principal }: Call,
): string | undefined {
  const owed = requirementOf(requirements, ref);
  if (!owed || !isOwedBy(owed, principal, written.partnershipId))
    return "There is no such report that this partnership owes.";
  const { status } = owed.requirement;
  return isAwaited(owed.requirement) ? undefined : `It is ${status}: nothing is awaited there.`;
}

function frozenFor(answer: Answer, { requirements, written }: FullGround): FrozenReport {
  const owed = requirementOf(requirements, answer);
  if (!owed) throw new Error(`The requirement ${refName(answer)} was chosen and is not there.`);
  return freeze(owed, owed.asked, written);
}

function checkSizes(reports: readonly FrozenReport[]): Result<undefined> {
  const isLarge = reports.some((each) => Buffer.byteLength(JSON.stringify(each)) > MOST_FROZEN_BYTES);
  if (isLarge)
    return fail({
      code: "too_many_items",
      detail: "One of these reports names too many figures. Leave some out.",
    });
  if (reports.every(({ documentIds }) => documentIds.length <= MOST_DOCUMENTS)) return ok(undefined);
  return fail({ code: "too_many_items", detail: `At most ${MOST_DOCUMENTS} documents go with one report.` });
}

type Freezing = {
  readonly loaded: LoadedSubmission;
  readonly ground: FullGround;
  readonly answers: readonly Answer[];
  readonly reports: readonly FrozenReport[];
};

/** One transaction of the head, a frozen part for each requirement, and a condition on each section: at most 83 writes. */
async function saveFrozen(table: Table, call: Call, freezing: Freezing): Promise<Result<ReportSubmission>> {
  const { loaded, ground, answers, reports } = freezing;
  const { submission } = loaded;
  const pins = reports.map((report) => report.pins);
  const renewed = byName(answers);
  const next: ReportSubmission = {
    ...submission,
    status: "submitted",
    round: submission.round + 1,
    answers: submission.answers.map((answer) => renewed.get(refName(answer)) ?? answer),
    pinned: Object.assign({}, submission.pinned, ...pins),
  };
  const beside = answers.flatMap((answer, at): PartWrite[] => {
    const report = reports[at];
    return report ? [{ after: frozenPart(answer, report), isNew: true }] : [];
  });
  const refusal = {
    code: "conflict" as const,
    detail: "Somebody wrote a section at the same moment. Read it again, then hand it in.",
  };
  const rests = submission.sectionKeys.map((key) => {
    const version = ground.sections.get(key)?.version ?? 0;
    return { check: sectionIs(submission.id, key, version), refusal };
  });
  const action = "report-submission.submitted";
  const written = await saveSubmission(table, call, {
    previous: loaded,
    next,
    beside,
    rests,
    action,
    status: 200,
  });
  return written.ok ? ok(next) : written;
}
