import { openMinor, type Tranche } from "../../../shared/investments/index.ts";
import { formatDate } from "../../../shared/pages/index.ts";
import { formatAmount } from "../../../shared/platform/money.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Part, Rows } from "../forms/form.ts";
import { type Opened, ownCommitment, ownTranche } from "./own-commitment.ts";
import { type Proposing, proposalForm } from "./propose.ts";

/** The kinds of amendments that a form can propose; the others go through the API. */
export const AMENDMENTS = {
  "re-plan": "Plan payments anew at the same total",
  "no-cost-extension": "Extend at no cost",
  supplement: "Add money",
  reduction: "Reduce the amount",
  suspension: "Suspend",
  resumption: "Resume",
  termination: "Terminate",
} as const;
export type AmendmentKind = keyof typeof AMENDMENTS;

/** Proposes an amendment of the kind that the address names. */
export const amendForm: MakeForm = async (visit, deps) => {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const kind = visit.c.req.param("kind") ?? "";
  if (!Object.hasOwn(AMENDMENTS, kind))
    return fail({ code: "not_found", detail: "There is no such kind of amendment here." });
  const proposing = proposed(kind as AmendmentKind, opened.value);
  return ok(proposalForm(opened.value, proposing, { visit, deps }));
};

function proposed(kind: AmendmentKind, opened: Opened): Proposing {
  const { currency, state } = opened;
  const base = { kind, title: AMENDMENTS[kind] };
  const amount = (label: string): Field => ({
    kind: "money",
    name: "amount",
    label,
    currency,
    isRequired: true,
  });
  switch (kind) {
    case "re-plan":
      return {
        ...base,
        lead: "Amounts and days of payments that are open, and new payments; the total stays.",
        parts: [openTranches(opened, true), addedTranches(currency)],
      };
    case "no-cost-extension":
      return {
        ...base,
        lead: "A later end, and later days of what is still to come.",
        parts: [
          { kind: "date", name: "endOn", label: "Ends on", value: state.commitment.endOn, isRequired: true },
          openTranches(opened, false),
        ],
      };
    case "supplement":
      return {
        ...base,
        lead: "By how much it grows, and in which payments: larger ones and new ones.",
        parts: [amount("It grows by"), openTranches(opened, true), addedTranches(currency)],
      };
    case "reduction":
      return {
        ...base,
        lead: "By how much it shrinks, and which payments get smaller by that.",
        parts: [amount("It shrinks by"), openTranches(opened, true)],
      };
    case "resumption":
      return { ...base, lead: "Payments are possible again.", parts: [] };
    default:
      return { ...base, lead: ENDS[kind], isGrave: true, parts: [REFUND_PLAN] };
  }
}

const ENDS = {
  suspension: "Nothing is paid while it is suspended.",
  termination: "It ends early: what is open is given up.",
} as const;

const REFUND_PLAN: Part = {
  kind: "area",
  name: "refundPlan",
  label: "What shall come back, and by when",
  hint: "In words. Refunds themselves are recorded as they come.",
};

/** The payments with money open, as they stand; only what is changed is proposed. */
function openTranches({ state, currency }: Opened, withAmounts: boolean): Rows {
  const open = state.tranches.filter((tranche) => openMinor(tranche) > 0);
  return {
    kind: "rows",
    name: "tranches",
    legend: "Payments that are open",
    hint: "Change what shall change; the others stay.",
    rowLegend: (index) => legendOf(open[index]),
    rowKey: (index) => String(open[index]?.number ?? ""),
    count: open.length,
    most: open.length,
    fields: (index) => trancheFields(open[index], { currency, withAmounts }),
  };
}

function legendOf(tranche: Tranche | undefined): string {
  if (!tranche) return "";
  return `Tranche ${tranche.number}${tranche.label ? `, ${tranche.label}` : ""}, due ${formatDate(tranche.dueOn)}`;
}

function trancheFields(
  tranche: Tranche | undefined,
  { currency, withAmounts }: { readonly currency: string; readonly withAmounts: boolean },
): Field[] {
  const amount: Field = {
    kind: "money",
    name: "amount",
    label: "Amount",
    currency,
    value: tranche && formatAmount(tranche.amountMinor, currency),
    onlyIfChanged: true,
  };
  return [
    { kind: "fixed", name: "number", label: "", content: tranche?.number },
    { kind: "date", name: "dueOn", label: "Due on", value: tranche?.dueOn, onlyIfChanged: true },
    ...(withAmounts ? [amount] : []),
  ];
}

function addedTranches(currency: string): Rows {
  return {
    kind: "rows",
    name: "added",
    legend: "New payments",
    rowLegend: (index) => `New payment ${index + 1}`,
    count: 1,
    most: 10,
    more: "Add a payment",
    fields: () => [
      { kind: "date", name: "dueOn", label: "Due on" },
      { kind: "money", name: "amount", label: "Amount", currency },
      { kind: "text", name: "label", label: "Called", most: 200 },
    ],
  };
}

/** Proposes that the donor condition and the payment rule of a tranche are waived. */
export const waiverForm: MakeForm = async (visit, deps) => {
  const opened = await ownTranche(visit, deps);
  if (!opened.ok) return opened;
  const { number } = opened.value.tranche;
  const proposing = {
    kind: "waiver",
    title: `Waive what tranche ${number} waits for`,
    lead: "Its donor condition and its payment rule are waived, which is never the same as met: it says so for ever.",
    parts: [],
    fixed: { trancheNumber: number },
    isGrave: true,
  } as const;
  return ok(proposalForm(opened.value, proposing, { visit, deps }));
};

/** Proposes to pay something of a tranche before what it waits for has happened. */
export const advanceForm: MakeForm = async (visit, deps) => {
  const opened = await ownTranche(visit, deps);
  if (!opened.ok) return opened;
  const { tranche, currency } = opened.value;
  const open = formatAmount(Math.max(openMinor(tranche), 0), currency);
  const proposing = {
    kind: "advance",
    title: `Advance money of tranche ${tranche.number}`,
    lead: "It is paid before what it waits for has happened, and stays an advance until then.",
    parts: [{ kind: "money", name: "amount", label: "Amount", currency, value: open, isRequired: true }],
    fixed: { trancheNumber: tranche.number },
    withPreview: false,
  } as const;
  return ok(proposalForm(opened.value, proposing, { visit, deps }));
};
