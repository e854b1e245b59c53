import { readAskedSections } from "../../../shared/investments/requirements/read-requirement.ts";
import { REQUIREMENT_KINDS, type Requirement } from "../../../shared/investments/requirements/requirement.ts";
import { formatDate } from "../../../shared/pages/index.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Form, Rows } from "../forms/form.ts";
import type { Visit } from "../signed-in.ts";
import { optionsOf } from "./commitment-parts.ts";
import { type Opened, ofCommitment, ownCommitment, REASON } from "./own-commitment.ts";

type Asked = Opened & { readonly report: Requirement; readonly reportAddress: string };

async function ownReport(visit: Visit, deps: WebDeps): Promise<Result<Asked>> {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const number = Number(visit.c.req.param("requirementNumber"));
  const report = opened.value.state.requirements.find((each) => each.number === number);
  if (!report) return fail({ code: "not_found", detail: `There is no report ${number}.` });
  return ok({ ...opened.value, report, reportAddress: `${opened.value.address}/reports/${number}` });
}

/** What the forms that decide on a report share. */
function deciding({ report, address, reportAddress, version }: Asked, step: string, done: Form["done"]) {
  return {
    eyebrow: `${report.title}, due ${formatDate(report.dueOn)} from ${report.responsible.name}`,
    call: { method: "POST", path: `${address}/requirements/${report.number}/${step}` },
    version,
    back: { address: reportAddress, text: report.title },
    // The edition that was read: refused where another one was handed in since.
    fixed: report.submission?.report ? { edition: report.submission.report.edition } : {},
    done,
  } as const;
}

/** Takes a report that was handed in: final, and what payment rules read. */
export const acceptReportForm: MakeForm = async (visit, deps) => {
  const asked = await ownReport(visit, deps);
  if (!asked.ok) return asked;
  const { reportAddress } = asked.value;
  return ok({
    title: "Accept a report",
    lead: "It is final, and what payment rules read. What is missing is said by giving the report back instead.",
    parts: [{ kind: "area", name: "comment", label: "Comment" }],
    submit: "Accept it",
    ...deciding(asked.value, "acceptance", () => ({ address: reportAddress, notice: "report-accepted" })),
  });
};

/** Gives a report back, and says what is missing, of the whole and of its sections. */
export const returnReportForm: MakeForm = async (visit, deps) => {
  const asked = await ownReport(visit, deps);
  if (!asked.ok) return asked;
  const { reportAddress, report, state } = asked.value;
  const { id } = state.commitment;
  const sections = await readAskedSections(deps.table, {
    id,
    number: report.number,
    principal: visit.principal,
  });
  if (!sections.ok) return sections;
  return ok({
    title: "Give a report back",
    lead: "It is awaited again, and blocks again where it did. Both sides read what you write.",
    parts: [
      { kind: "area", name: "comment", label: "What is missing", isRequired: true },
      ...(sections.value.length > 0 ? [sectionRows(sections.value)] : []),
    ],
    submit: "Give it back",
    ...deciding(asked.value, "return", () => ({ address: reportAddress, notice: "report-returned" })),
  });
};

function sectionRows(sections: readonly { readonly key: string; readonly title: string }[]): Rows {
  return {
    kind: "rows",
    name: "sections",
    legend: "Section by section",
    hint: "Only those to be done again.",
    rowLegend: (index) => sections[index]?.title ?? "",
    rowKey: (index) => sections[index]?.key ?? "",
    count: sections.length,
    most: sections.length,
    fields: (index) => [
      { kind: "fixed", name: "key", label: "", content: sections[index]?.key },
      { kind: "area", name: "comment", label: "Comment" },
    ],
  };
}

/** Asks for a report no more. */
export const waiveReportForm: MakeForm = async (visit, deps) => {
  const asked = await ownReport(visit, deps);
  if (!asked.ok) return asked;
  const { reportAddress } = asked.value;
  const { fixed: _, ...decided } = deciding(asked.value, "waiver", () => ({
    address: reportAddress,
    notice: "report-waived",
  }));
  return ok({
    title: "Ask for a report no more",
    lead: "It never counts as accepted: a payment that waits for it goes on waiting.",
    parts: [REASON],
    submit: "Waive it",
    isGrave: true,
    ...decided,
  });
};

/** Asks for a report on a day, or for a series of them. */
export const askForReportForm: MakeForm = async (visit, deps) => {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const { address, state } = opened.value;
  const { recipient } = state.commitment;
  return ok({
    title: "Ask for a report",
    parts: [
      { kind: "text", name: "title", label: "What it is called", most: 200, isRequired: true },
      {
        kind: "choice",
        name: "kind",
        label: "Kind",
        options: optionsOf(REQUIREMENT_KINDS),
        value: "narrative",
        isRequired: true,
      },
      { kind: "date", name: "dueOn", pointer: "/schedule/days/0/dueOn", label: "Due on", isRequired: true },
      {
        kind: "text",
        name: "responsible.name",
        label: "Due from",
        value: recipient.name,
        most: 300,
        isRequired: true,
      },
      { kind: "number", name: "graceDays", label: "Days of grace" },
      {
        kind: "check",
        name: "isBlocking",
        label: "While it is overdue beyond that, nothing of the commitment is paid",
      },
    ],
    shape: ({ schedule, responsible, ...body }) => ({
      ...body,
      schedule: { frequency: "on-days", ...(schedule as object) },
      responsible: partyOf(responsible as { name: string } | undefined, recipient),
    }),
    submit: "Ask for it",
    call: { method: "POST", path: `${address}/requirements` },
    ...ofCommitment(opened.value, "report-asked", "#reports"),
  });
};

/** The recipient keeps its id where it is the one who owes the report, so that it sees the report in its own list. */
function partyOf(
  named: { name: string } | undefined,
  recipient: { name: string; organisationId?: string | undefined },
) {
  const isRecipient = named?.name === recipient.name && recipient.organisationId !== undefined;
  return isRecipient ? { ...named, organisationId: recipient.organisationId } : named;
}
