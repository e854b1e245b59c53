import { listPartnerships } from "../../../shared/partnerships/list-partnerships.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import { type From, rowPlaces } from "../forms/body-of.ts";
import type { Form, Option } from "../forms/form.ts";
import { DESCRIPTION_PARTS, MILESTONES, REPORTS, STANDING, TRANCHES } from "./commitment-parts.ts";

/** Partnerships that the form offers; a commitment can be linked to another one later. */
const MOST_OFFERED = 100;

/** Records a commitment over several years: who, what for, how much, on which days, and on which terms. */
export const newCommitmentForm: MakeForm = async ({ principal, c }, deps) => {
  const page = { limit: MOST_OFFERED };
  const listed = await listPartnerships(deps, { organisationId: principal.organisationId, page });
  if (!listed.ok) return listed;
  return ok(commitmentForm(listed.value.items, c.req.query("partnership")));
};

type Offered = { readonly id: string; readonly name: string; readonly backboneId: string };

function commitmentForm(partnerships: readonly Offered[], chosen: string | undefined): Form {
  const link = {
    kind: "choice",
    name: "partnershipId",
    label: "Partnership",
    hint: "Whose strategies and outcomes it shall be linked to.",
    options: partnerships.map(({ id, name }): Option => ({ value: id, text: name })),
    value: chosen,
  } as const;
  return {
    title: "Record a commitment",
    lead: "Rows that you leave empty are left out. Nothing is recorded before you send the form.",
    parts: [...DESCRIPTION_PARTS(link, KEEPER), STANDING, MILESTONES, REPORTS, TRANCHES],
    shape: (body, from) => toBody(withKeeper(body, partnerships), from),
    submit: "Record the commitment",
    call: { method: "POST", path: "/commitments" },
    back: { address: "/commitments", text: "Commitments" },
    done: ({ location }) => ({ address: (location ?? "").replace(/^\/v1/, ""), notice: "committed" }),
  };
}

/** Who a recipient is cannot be told by a name: the funder says that it is who keeps the partnership. */
const KEEPER = {
  kind: "check",
  name: "isKeeper",
  label: "The recipient keeps that partnership: it sees this commitment, and hands in its reports here",
} as const;

type Body = Readonly<Record<string, unknown>>;

function withKeeper({ isKeeper, ...body }: Body, partnerships: readonly Offered[]): Body {
  const partnership = partnerships.find(({ id }) => id === body.partnershipId);
  if (isKeeper !== true || !partnership) return body;
  return { ...body, recipient: { ...(body.recipient as Body), organisationId: partnership.backboneId } };
}

/** What the form says, as the API takes it: names of rows become numbers, and a barrier that nobody chose is none. */
function toBody({ currency: _, ...body }: Body, from: From): unknown {
  const tranches = (body.tranches as Body[] | undefined)?.map((tranche) => toTranche(tranche, from));
  const reports = (body.requirements as Body[] | undefined)?.map((report) => toReport(report, body));
  return {
    ...body,
    ...(tranches ? { tranches } : {}),
    ...(reports ? { requirements: reports } : {}),
  };
}

function toReport(report: Body, body: Body): unknown {
  const recipient = body.recipient as Body | undefined;
  const schedule = report.schedule as Body | undefined;
  return {
    ...report,
    ...(schedule ? { schedule: { frequency: "on-days", ...schedule } } : {}),
    responsible: report.responsible ?? recipient,
  };
}

function toTranche({ rule: report, milestone, condition, ...tranche }: Body, from: From): unknown {
  const clauses = [
    ...(report === undefined
      ? []
      : [{ kind: "report-accepted", requirement: numberOf(REPORTS, report, from) }]),
    ...(milestone === undefined
      ? []
      : [{ kind: "milestone", milestone: numberOf(MILESTONES, milestone, from) }]),
  ];
  const barrier = (condition as Body | undefined)?.barrier;
  return {
    ...tranche,
    ...(barrier === undefined ? {} : { condition }),
    ...(clauses.length === 0
      ? {}
      : { rule: clauses.length === 1 ? clauses[0] : { kind: "all", of: clauses } }),
  };
}

/** The number that a row has once it is recorded: blank rows before it are left out. One that is blank itself has a number of none. */
function numberOf(rows: typeof REPORTS, row: unknown, from: From): number {
  const places = rowPlaces(rows, from);
  return (places.get(Number(row) - 1) ?? places.size + Number(row)) + 1;
}
