import { loadEntry } from "../../../shared/investments/index.ts";
import { capitalised, formatDate, formatMoney } from "../../../shared/pages/index.ts";
import { money } from "../../../shared/platform/money.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import { ofCommitment, ownCommitment, ownTranche, REASON } from "./own-commitment.ts";

/** Undoes an entry of the ledger by another one. */
export const reverseForm: MakeForm = async (visit, deps) => {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const { address, state, currency, today } = opened.value;
  const entryId = visit.c.req.param("entryId") ?? "";
  const entry = await loadEntry(deps.table, state.commitment.id, entryId);
  if (!entry) return fail({ code: "not_found", detail: "There is no such entry in this ledger." });
  return ok({
    title: "Reverse an entry",
    eyebrow: `${capitalised(entry.kind)} of ${formatMoney(money(entry.amountMinor, currency))} on ${formatDate(entry.on)}`,
    lead: "The entry stays; another one takes back what it did. An entry is reversed once.",
    parts: [{ kind: "date", name: "on", label: "Booked on", value: today, isRequired: true }, REASON],
    submit: "Reverse it",
    isGrave: true,
    call: { method: "POST", path: `${address}/ledger/${entryId}/reversal` },
    ...ofCommitment(opened.value, "entry-reversed", "#ledger"),
  });
};

/** Records money of a tranche that came back after it was paid. */
export const refundForm: MakeForm = async (visit, deps) => {
  const opened = await ownTranche(visit, deps);
  if (!opened.ok) return opened;
  const { address, tranche, currency, today } = opened.value;
  return ok({
    title: "Record a refund",
    eyebrow: `Tranche ${tranche.number}: ${formatMoney(money(tranche.paidMinor, currency))} was paid.`,
    parts: [
      { kind: "money", name: "amount", label: "Amount that came back", currency, isRequired: true },
      { kind: "date", name: "on", label: "Booked on", value: today, isRequired: true },
      { kind: "text", name: "reference", label: "Reference", most: 200 },
      REASON,
    ],
    fixed: { trancheNumber: tranche.number },
    submit: "Record the refund",
    call: { method: "POST", path: `${address}/refunds` },
    ...ofCommitment(opened.value, "entry-recorded", "#ledger"),
  });
};
