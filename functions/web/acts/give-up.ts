import { openMinor } from "../../../shared/investments/index.ts";
import { formatMoney } from "../../../shared/pages/index.ts";
import { formatAmount, money } from "../../../shared/platform/money.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import { ofCommitment, ownCommitment, ownTranche, REASON } from "./own-commitment.ts";

/** Gives up money of a tranche that is open, all of it or a part. */
export const releaseForm: MakeForm = async (visit, deps) => {
  const opened = await ownTranche(visit, deps);
  if (!opened.ok) return opened;
  const { address, tranche, currency, today } = opened.value;
  const open = Math.max(openMinor(tranche), 0);
  return ok({
    title: "Release money that will not be paid",
    eyebrow: `Tranche ${tranche.number}: ${formatMoney(money(open, currency))} is open.`,
    lead: "What is released is no longer owed, and the commitment is less by it. An entry that was made in error can be reversed.",
    parts: [
      {
        kind: "money",
        name: "amount",
        label: "Amount given up",
        currency,
        value: formatAmount(open, currency),
        isRequired: true,
      },
      { kind: "date", name: "on", label: "Booked on", value: today, isRequired: true },
      REASON,
    ],
    fixed: { trancheNumber: tranche.number },
    submit: "Release it",
    isGrave: true,
    call: { method: "POST", path: `${address}/releases` },
    ...ofCommitment(opened.value, "entry-recorded", "#ledger"),
  });
};

/** Gives up all that is open in a tranche whose condition or rule is not fulfilled. */
export const forfeitForm: MakeForm = async (visit, deps) => {
  const opened = await ownTranche(visit, deps);
  if (!opened.ok) return opened;
  const { address, tranche, currency, today } = opened.value;
  const open = money(Math.max(openMinor(tranche), 0), currency);
  return ok({
    title: "Forfeit a tranche",
    eyebrow: `Tranche ${tranche.number}: ${formatMoney(open)} is open.`,
    lead: "What it waits for was not fulfilled and will not be: all that is open in it is given up.",
    parts: [{ kind: "date", name: "on", label: "Booked on", value: today, isRequired: true }, REASON],
    fixed: { trancheNumber: tranche.number },
    submit: "Forfeit it",
    isGrave: true,
    call: { method: "POST", path: `${address}/forfeitures` },
    ...ofCommitment(opened.value, "entry-recorded", "#ledger"),
  });
};

/** Records what the recipient reported to have spent. */
export const expenditureForm: MakeForm = async (visit, deps) => {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const { address, state, currency, today } = opened.value;
  return ok({
    title: "Record what was spent",
    lead: `As ${state.commitment.recipient.name} reported it. No money of yours moves, so it may be more than was paid.`,
    parts: [
      { kind: "money", name: "amount", label: "Amount spent", currency, isRequired: true },
      {
        kind: "date",
        name: "on",
        label: "Through",
        hint: "The last day of the time that is reported on.",
        value: today,
        isRequired: true,
      },
      {
        kind: "text",
        name: "reference",
        label: "Reference",
        hint: "Like “Financial report 2026, page 3”.",
        most: 200,
      },
      { kind: "area", name: "note", label: "Note" },
    ],
    submit: "Record it",
    call: { method: "POST", path: `${address}/expenditures` },
    ...ofCommitment(opened.value, "entry-recorded", "#ledger"),
  });
};
