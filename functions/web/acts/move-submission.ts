import { fail, ok } from "../../../shared/platform/result.ts";
import { mayTake, type Step } from "../../../shared/reporting/submissions/submission.ts";
import type { SubmissionView } from "../../../shared/reporting/submissions/submission-view.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Answered } from "../forms/call-api.ts";
import type { Field, Form } from "../forms/form.ts";
import { answerName, standingWords } from "../views/submission-words.ts";
import { refsIn } from "./begin-submission.ts";
import { REASON } from "./own-commitment.ts";
import { type OpenedSubmission, ofSubmission, ownSubmission } from "./own-submission.ts";

/** Asks for approval of a draft. */
export const askForApprovalForm = stepForm("ask for approval", (opened) => ({
  title: "Ask for approval",
  lead: `Nothing is written in it any more until it is approved, or taken back. Somebody approves it who wrote none of its sections as they stand, and did not ask. ${lacksWords(opened.submission)}`,
  parts: [],
  submit: "Ask for approval",
  call: { method: "POST", path: `${opened.address}/approval-request` },
  ...ofSubmission(opened, "approval-asked"),
}));

/** Approves a submission, as a second person. */
export const approveSubmissionForm = stepForm("approve", (opened) => ({
  title: "Approve it",
  lead: `Read what each funder will see before you approve it. ${lacksWords(opened.submission)}`,
  parts: [],
  submit: "Approve it",
  call: { method: "POST", path: `${opened.address}/approval` },
  ...ofSubmission(opened, "report-approved"),
}));

/** Takes a submission back to be drafted. */
export const reopenSubmissionForm = stepForm("reopen", (opened) => ({
  title: "Take it back to be drafted",
  lead: "What funders accepted stays as they accepted it; what is handed in next goes to those that still await it.",
  parts: [REASON],
  submit: "Take it back",
  call: { method: "POST", path: `${opened.address}/reopening` },
  ...ofSubmission(opened, "submission-reopened"),
}));

/** Freezes a submission and hands it in, to those that are ticked; goes on where that was cut off. */
export const handInForm: MakeForm = async (visit, deps) => {
  const opened = await ownSubmission(visit, deps);
  if (!opened.ok) return opened;
  const { submission } = opened.value;
  // What is sent is for the operation to judge: a form that is sent again leads to what it did.
  const isSent = visit.c.req.method === "POST";
  const left = submission.answers.filter((answer) => isSent || isLeft(answer, submission));
  if (isSent) return ok(handIn(opened.value, left));
  if (submission.status === "in-approval" || (submission.status === "draft" && submission.requiresApproval))
    return fail({ code: "conflict", detail: "A second person has to approve it before it is handed in." });
  if (left.length === 0)
    return fail({ code: "conflict", detail: "Nothing is left to hand in: nobody awaits it as it stands." });
  return ok(handIn(opened.value, left));
};

function handIn(opened: OpenedSubmission, left: SubmissionView["answers"]): Form {
  const { address } = opened;
  const fields = left.map((answer): Field => {
    const name = `${answer.commitmentId}:${answer.requirementNumber}`;
    return {
      kind: "check",
      name: `to.${name}`,
      pointer: `/to/${name}`,
      label: answerName(answer),
      value: answer.lacks.length === 0 ? "yes" : undefined,
      hint:
        answer.lacks.length === 0
          ? standingWords(answer)
          : `Still lacks: ${answer.lacks.map(({ title }) => title).join("; ")}.`,
    };
  });
  return {
    title: "Hand it in",
    lead: "It is frozen as it stands and goes to those that are ticked, each its own part. A funder that has it decides on what it has.",
    parts: [{ kind: "group", legend: "Hand it in to", fields }],
    shape: ({ to }) => ({ to: refsIn(to) }),
    submit: "Hand it in",
    call: { method: "POST", path: `${address}/submission` },
    ...ofSubmission(opened, "handed-in"),
    done: (answer) => ({ address, notice: isAllHandedIn(answer) ? "handed-in" : "handed-in-part" }),
  };
}

/** What is handed in next: of what is frozen what did not arrive, of a draft what its funder awaits. */
function isLeft(
  { standing, status }: SubmissionView["answers"][number],
  submission: Pick<SubmissionView, "status">,
): boolean {
  if (submission.status === "submitted") return standing === "frozen";
  return status === "open" || status === "returned";
}

function isAllHandedIn({ body }: Answered): boolean {
  const { handedIn = [] } = body as { readonly handedIn?: readonly { readonly outcome: string }[] };
  return handedIn.every(({ outcome }) => outcome === "handed-in");
}

/** A form of a step that the submission may take from where it stands; else the page that says so. */
function stepForm(step: Step, make: (opened: OpenedSubmission) => Form): MakeForm {
  return async (visit, deps) => {
    const opened = await ownSubmission(visit, deps);
    if (!opened.ok) return opened;
    const { submission } = opened.value;
    if (visit.c.req.method === "POST" || mayTake(step, submission)) return ok(make(opened.value));
    const status = submission.status.replaceAll("-", " ");
    return fail({ code: "conflict", detail: `It is ${status}: this step does not follow from there.` });
  };
}

function lacksWords({ answers }: SubmissionView): string {
  const lacking = answers.filter(({ lacks }) => lacks.length > 0);
  if (lacking.length === 0) return "It has all that its funders require.";
  const each = lacking.map(
    (answer) => `${answer.funder.name} (${answer.lacks.map(({ title }) => title).join("; ")})`,
  );
  return `It still lacks what is required by ${each.join(", ")}.`;
}
