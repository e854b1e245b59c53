import type { Tranche } from "../../../shared/investments/index.ts";
import { isPlanned } from "../../../shared/investments/index.ts";
import { clausesOf, isCombinator, type PaymentRule } from "../../../shared/investments/payment-rule.ts";
import { formatDate } from "../../../shared/pages/index.ts";
import { money } from "../../../shared/platform/money.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Form } from "../forms/form.ts";
import { type Opened, ofCommitment, ownTranche, REASON } from "./own-commitment.ts";
import { proposalForm } from "./propose.ts";

type Body = Readonly<Record<string, unknown>>;
type Clause = ReturnType<typeof clausesOf>[number];

/**
 * Ties a tranche to reports, milestones and a day. While nothing is agreed it is planned so at once; from then on it is proposed to a
 * second person, as a change of scope.
 */
export const paymentRuleForm: MakeForm = async (visit, deps) => {
  const opened = await ownTranche(visit, deps);
  if (!opened.ok) return opened;
  const { tranche, state } = opened.value;
  const form = ruleForm(opened.value, tranche);
  if (isPlanned(state.commitment.status)) return ok(planned(opened.value, tranche, form));
  const proposing = {
    ...form,
    kind: "re-scope",
    lead: form.lead,
    shape: ({ report, milestone, day, ...body }: Body) => ({
      ...body,
      tranches: [{ number: tranche.number, rule: ruleOf({ report, milestone, day }) }],
    }),
  } as const;
  return ok(proposalForm(opened.value, proposing, { visit, deps }));
};

function ruleForm({ state }: Opened, tranche: Tranche) {
  const { requirements, milestones } = state;
  const now = tranche.rule ? clausesOf(tranche.rule) : [];
  const parts: Field[] = [
    {
      kind: "choice",
      name: "report",
      pointer: "/report",
      label: "Wait until a report is accepted",
      options: requirements.map(({ number, title, dueOn }) => ({
        value: String(number),
        text: `${number}. ${title}, due ${formatDate(dueOn)}`,
      })),
      blank: "no report",
      value: numberIn(now, "report-accepted"),
    },
    {
      kind: "choice",
      name: "milestone",
      pointer: "/milestone",
      label: "Wait until a milestone is achieved",
      options: milestones.map(({ number, title }) => ({
        value: String(number),
        text: `${number}. ${title}`,
      })),
      blank: "no milestone",
      value: numberIn(now, "milestone"),
    },
    {
      kind: "date",
      name: "day",
      pointer: "/day",
      label: "Wait until a day",
      value: now.flatMap((clause) => (clause.kind === "date" ? [clause.on] : []))[0],
    },
  ];
  return {
    title: `What tranche ${tranche.number} waits for`,
    lead: isKept(tranche.rule)
      ? "All that you choose has to be so before it can be paid."
      : "It waits for more than this form shows: sending it puts what you choose here in the place of that.",
    parts,
  };
}

/** Whether the form shows all of a rule: one report, one milestone, one day, all of them needed. */
function isKept(rule: PaymentRule | undefined): boolean {
  if (rule === undefined || !isCombinator(rule)) return true;
  const kinds = rule.of.map(({ kind }) => kind);
  const shown = kinds.every((kind) => kind === "report-accepted" || kind === "milestone" || kind === "date");
  return rule.kind === "all" && shown && new Set(kinds).size === kinds.length;
}

function numberIn(clauses: readonly Clause[], kind: "report-accepted" | "milestone"): string | undefined {
  for (const clause of clauses) {
    if (clause.kind !== kind) continue;
    return String(clause.kind === "milestone" ? clause.milestone : clause.requirement);
  }
  return undefined;
}

/** The rule that the choices make; none where nothing is chosen. */
function ruleOf({ report, milestone, day }: Body): unknown {
  const clauses = [
    ...(report === undefined ? [] : [{ kind: "report-accepted", requirement: Number(report) }]),
    ...(milestone === undefined ? [] : [{ kind: "milestone", milestone: Number(milestone) }]),
    ...(day === undefined ? [] : [{ kind: "date", on: day }]),
  ];
  if (clauses.length === 0) return undefined;
  return clauses.length === 1 ? clauses[0] : { kind: "all", of: clauses };
}

/** The schedule as it stands, but for this tranche's rule: it is planned as a whole. */
function planned(opened: Opened, tranche: Tranche, form: ReturnType<typeof ruleForm>): Form {
  const { state, address, currency } = opened;
  return {
    ...form,
    parts: [...form.parts, REASON],
    shape: ({ reason, ...choices }) => ({
      amount: money(state.commitment.amountMinor, currency),
      tranches: state.tranches.map((each) =>
        asSent(each, each.number === tranche.number ? ruleOf(choices) : each.rule),
      ),
      reason,
    }),
    submit: "Set what it waits for",
    call: { method: "PUT", path: `${address}/schedule` },
    ...ofCommitment(opened, "saved", "#schedule"),
  };
}

function asSent(
  { dueOn, amountMinor, currency, label, condition, likelihoodPercent }: Tranche,
  rule: unknown,
) {
  return { dueOn, amount: money(amountMinor, currency), label, condition, likelihoodPercent, rule };
}
