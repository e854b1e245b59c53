import { openMinor } from "../../../shared/investments/index.ts";
import { formatDate, formatMoney } from "../../../shared/pages/index.ts";
import { formatAmount, money } from "../../../shared/platform/money.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import { type Opened, ofCommitment, ownTranche, REASON } from "./own-commitment.ts";

type Tranche = Opened["state"]["tranches"][number];

function nameOf({ number, label }: Tranche): string {
  return `Tranche ${number}${label === undefined ? "" : `, ${label}`}`;
}

function openWords(tranche: Tranche): string {
  const open = money(Math.max(openMinor(tranche), 0), tranche.currency);
  return `${formatMoney(open)} of ${formatMoney(money(tranche.amountMinor, tranche.currency))} is open, due ${formatDate(tranche.dueOn)}.`;
}

function openAmount(tranche: Tranche): string {
  return formatAmount(Math.max(openMinor(tranche), 0), tranche.currency);
}

/** Pays a tranche that is approved, in full or in part; by another person than the one who approved it. */
export const payForm: MakeForm = async (visit, deps) => {
  const opened = await ownTranche(visit, deps);
  if (!opened.ok) return opened;
  const { tranche, address, currency, today } = opened.value;
  const left = tranche.approval?.leftMinor;
  const amount = left === undefined ? openAmount(tranche) : formatAmount(left, currency);
  return ok({
    title: "Record a payment",
    eyebrow: `${nameOf(tranche)}. ${openWords(tranche)}`,
    lead:
      left === undefined
        ? "Nothing of it is approved yet: somebody else approves it first, where your organisation asks for that."
        : `${formatMoney(money(left, currency))} of it is approved and not paid. To pay a part, write less.`,
    parts: [
      { kind: "money", name: "amount", label: "Amount", currency, value: amount, isRequired: true },
      { kind: "date", name: "on", label: "Booked on", value: today, isRequired: true },
      {
        kind: "date",
        name: "valueOn",
        label: "Moved by the bank on",
        hint: "Where that is another day.",
      },
      { kind: "text", name: "reference", label: "Reference", hint: "As on the bank's statement.", most: 200 },
      { kind: "area", name: "note", label: "Note" },
    ],
    fixed: { trancheNumber: tranche.number },
    submit: "Record the payment",
    call: { method: "POST", path: `${address}/payments` },
    ...ofCommitment(opened.value, "paid", "#ledger"),
  });
};

/** Approves the payment of a tranche, or of a part of it. */
export const approveForm: MakeForm = async (visit, deps) => {
  const opened = await ownTranche(visit, deps);
  if (!opened.ok) return opened;
  const { tranche, address, currency } = opened.value;
  return ok({
    title: "Approve a payment",
    eyebrow: `${nameOf(tranche)}. ${openWords(tranche)}`,
    lead: "Its payment rule is held against what is recorded, and that is kept. Somebody else pays what you approve.",
    parts: [
      {
        kind: "money",
        name: "amount",
        label: "Amount approved",
        currency,
        value: openAmount(tranche),
        isRequired: true,
      },
      { kind: "area", name: "note", label: "Note" },
    ],
    submit: "Approve",
    call: { method: "POST", path: `${address}/tranches/${tranche.number}/approvals` },
    ...ofCommitment(opened.value, "approved", "#schedule"),
  });
};

/** Records that the donor condition of a tranche is met. */
export const conditionMetForm: MakeForm = async (visit, deps) => {
  const opened = await ownTranche(visit, deps);
  if (!opened.ok) return opened;
  const { tranche, address, today } = opened.value;
  return ok({
    title: "Record that a condition is met",
    eyebrow: `${nameOf(tranche)}. ${openWords(tranche)}`,
    lead: `The condition: ${tranche.condition?.barrier?.description ?? "none is recorded"}. What is open moves from conditional to unconditional on that day.`,
    parts: [
      { kind: "date", name: "metOn", label: "Met on", value: today, isRequired: true },
      {
        kind: "area",
        name: "evidence",
        label: "Evidence",
        hint: "What shows that it is met, and where that can be found.",
        isRequired: true,
      },
      REASON,
    ],
    submit: "Record it",
    call: { method: "POST", path: `${address}/tranches/${tranche.number}/condition-met` },
    ...ofCommitment(opened.value, "condition-met", "#schedule"),
  });
};
