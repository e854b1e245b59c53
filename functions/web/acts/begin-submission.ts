import type { Child } from "hono/jsx";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ReportRef } from "../../../shared/investments/index.ts";
import { formatDate } from "../../../shared/pages/index.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { readDueReports } from "../../../shared/reporting/submissions/due-reports.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Form, Group } from "../forms/form.ts";
import { readDueAround } from "../read-due.ts";
import type { Visit } from "../signed-in.ts";
import { answerName } from "../views/submission-words.ts";
import { type Together, TogetherTable } from "../views/together.tsx";
import { ofSubmission, ownSubmission } from "./own-submission.ts";

type Due = Extract<Awaited<ReturnType<typeof readDueReports>>, { ok: true }>["value"]["items"][number];
type Looking = { readonly partnershipId: string; readonly principal: Principal; readonly now: string };

/** Begins one report that answers several requirements: which, and what it is called. */
export const beginSubmissionForm: MakeForm = async ({ principal, now, c }, deps) => {
  const partnershipId = c.req.param("partnershipId") ?? "";
  const looking = { partnershipId, principal, now };
  const due = await readDueAround(deps, looking);
  if (!due.ok) return due;
  const owed = due.value.items.filter(({ isOwed }) => isOwed);
  if (owed.length === 0)
    return fail({ code: "conflict", detail: "Nobody awaits a report of you: there is nothing to answer." });
  const path = `/partnerships/${partnershipId}/report-submissions`;
  return ok({
    title: "Write one report for several funders",
    lead: "Choose the reports that one text can answer. A section that several of them ask for is written once; each funder reads its own part, and nothing of the others.",
    parts: [TITLE, answersGroup(owed.map((report) => answerField(report, false))), APPROVAL],
    shape: toBody,
    preview: { button: "See what there is to write", show: lookAhead(deps, looking, owed) },
    submit: "Begin the draft",
    call: { method: "POST", path },
    back: { address: `/partnerships/${partnershipId}/due-reports`, text: "Reports to funders" },
    done: ({ location }) => ({
      address: (location ?? "").replace(/^\/v1/, ""),
      notice: "submission-begun",
    }),
  });
};

/** Changes what a draft is called and which requirements it answers; has it approved from now on. */
export const changeSubmissionForm: MakeForm = async (visit, deps) => {
  const opened = await ownSubmission(visit, deps);
  if (!opened.ok) return opened;
  const { submission, address } = opened.value;
  if (submission.status !== "draft")
    return fail({ code: "conflict", detail: "It is no draft: take it back to be drafted first." });
  const looking = lookingAt(visit, submission.partnershipId);
  const due = await readDueAround(deps, looking);
  if (!due.ok) return due;
  const answered = new Set(submission.answers.map(nameOf));
  const others = due.value.items.filter((report) => report.isOwed && !answered.has(nameOf(report)));
  const fields = [
    ...submission.answers.map((answer) => answerField(answer, true)),
    ...others.map((report) => answerField(report, false)),
  ];
  const approval = submission.requiresApproval ? [] : [APPROVAL];
  return ok({
    title: "Change what it answers",
    parts: [{ ...TITLE, value: submission.title }, answersGroup(fields), ...approval],
    shape: toPatch,
    submit: "Change it",
    call: { method: "PATCH", path: address },
    ...ofSubmission(opened.value, "saved"),
  } satisfies Form);
};

function lookingAt({ principal, now }: Visit, partnershipId: string): Looking {
  return { partnershipId, principal, now };
}

const TITLE: Field = {
  kind: "text",
  name: "title",
  label: "Your own name for it",
  hint: "No funder sees it.",
  most: 200,
  isRequired: true,
};
const APPROVAL: Field = {
  kind: "check",
  name: "requiresApproval",
  label: "A second person approves it before it is handed in. This cannot be dropped later.",
};

function answersGroup(fields: readonly Field[]): Group {
  return { kind: "group", legend: "Reports that it answers", fields };
}

type Answerable = ReportRef & Pick<Due, "title" | "funder" | "dueOn">;

/** One tick a report; its place in the body says which. */
function answerField(report: Answerable, isChosen: boolean): Field {
  const name = nameOf(report);
  return {
    kind: "check",
    name: `answers.${name}`,
    pointer: `/answers/${name}`,
    label: `${answerName(report)}, due ${formatDate(report.dueOn)}`,
    value: isChosen ? "yes" : undefined,
  };
}

function nameOf({ commitmentId, requirementNumber }: ReportRef): string {
  return `${commitmentId}:${requirementNumber}`;
}

type Body = Readonly<Record<string, unknown>>;

function toBody(body: Body) {
  return { ...body, answers: refsIn(body.answers) };
}

/** Approval is asked for or left as it is: a tick that is missing drops nothing. */
function toPatch({ requiresApproval, ...body }: Body) {
  return { ...toBody(body), ...(requiresApproval === true ? { requiresApproval } : {}) };
}

/** The requirements that ticks name: "cmt_…:3". */
export function refsIn(ticks: unknown): ReportRef[] {
  return Object.entries((ticks ?? {}) as Readonly<Record<string, boolean>>).flatMap(([name, isTicked]) => {
    const [commitmentId = "", number] = name.split(":");
    return isTicked ? [{ commitmentId, requirementNumber: Number(number) }] : [];
  });
}

/** What one submission to those that are ticked would have: each section once, and who asks for it. */
function lookAhead(deps: WebDeps, looking: Looking, owed: readonly Due[]) {
  return async (body: unknown): Promise<Result<Child>> => {
    const refs = (body as { readonly answers: readonly ReportRef[] }).answers;
    if (refs.length === 0) return ok("Tick a report first.");
    const seen: Result<{ readonly together?: Together | undefined }> = await readDueAround(deps, {
      ...looking,
      together: refs.map(nameOf).join(","),
    });
    if (!seen.ok) return seen;
    const names = new Map(owed.map((report) => [nameOf(report), report.funder.name]));
    return ok(seen.value.together ? TogetherTable({ together: seen.value.together, names }) : "");
  };
}
