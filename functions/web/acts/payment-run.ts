import { showPaymentRun } from "../../../shared/investments/payment-runs/read-payment-run.ts";
import { formatDate, formatMoney } from "../../../shared/pages/index.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Input, Part } from "../forms/form.ts";
import { type Payable, readPayables } from "../read-payables.ts";
import { BlockedPayments } from "../views/payables.tsx";

const BACK = { address: "/payment-runs", text: "Payment runs" };

/** Pays many tranches at once: those that are due and that nothing blocks, ticked to begin with; the others are shown with why. */
export const newPaymentRunForm: MakeForm = async (visit, deps) => {
  const read = await readPayables(visit, deps);
  if (!read.ok) return read;
  const { items, currency } = read.value;
  const isShown = visit.c.req.method === "GET";
  if (items.length === 0 && isShown)
    return fail({
      code: "conflict",
      detail: "Nothing is due in the month ahead, so there is nothing to pay.",
    });
  const payable = items.filter(({ amount }) => amount !== undefined);
  const today = visit.now.slice(0, 10);
  return ok({
    title: "Begin a payment run",
    eyebrow: `In ${currency}`,
    lead: BlockedPayments({ payables: read.value, payable: payable.length }),
    parts: [
      ...ticksOf(payable, "Payments of this run"),
      { kind: "date", name: "on", label: "Booked on", value: today, isRequired: true },
      {
        kind: "date",
        name: "valueOn",
        label: "To be moved by the bank on",
        hint: "Where that is another day.",
      },
      { kind: "area", name: "note", label: "Note", hint: "Such as “First run of March”." },
    ],
    fixed: { currency },
    // What was ticked is read from what was sent: sent again, it leads to the run that it made, though nothing of it is due any more.
    shape: ({ ticked: _, ...body }, { input }) => ({ ...body, items: refsIn(input) }),
    submit: "Pay what is ticked",
    isGrave: true,
    call: { method: "POST", path: "/payment-runs" },
    back: BACK,
    done: ({ location }) => ({ address: (location ?? "").replace(/^\/v1/, ""), notice: "run-made" }),
  });
};

/** Approves many payments at once, for which nothing else is missing. */
export const approvePaymentsForm: MakeForm = async (visit, deps) => {
  const read = await readPayables(visit, deps);
  if (!read.ok) return read;
  const waiting = read.value.items.filter(({ waitsForApproval }) => waitsForApproval);
  if (waiting.length === 0)
    return fail({ code: "conflict", detail: "No payment that is due waits for an approval alone." });
  const amounts = new Map(waiting.map((one) => [nameOf(one), one.open]));
  return ok({
    title: "Approve payments",
    eyebrow: `In ${read.value.currency}`,
    lead: "Each is approved by itself, with all that is open of it. Somebody else pays what you approve.",
    parts: [
      ...ticksOf(waiting, "Payments that wait for a second person"),
      { kind: "area", name: "note", label: "Note" },
    ],
    shape: ({ note }, { input }) => ({
      approvals: refsIn(input).map((ref) => ({
        ...ref,
        amount: amounts.get(nameOf(ref)),
        ...(note === undefined ? {} : { note }),
      })),
    }),
    submit: "Approve what is ticked",
    call: { method: "POST", path: "/approvals" },
    back: BACK,
    done: () => ({ address: "/payment-runs", notice: "payments-approved" }),
  });
};

/** Goes on with a run that was left open. */
export const resumePaymentRunForm: MakeForm = async ({ principal, c }, deps) => {
  const id = c.req.param("runId") ?? "";
  const run = await showPaymentRun(deps.table, { id, organisationId: principal.organisationId });
  if (!run.ok) return run;
  const address = `/payment-runs/${id}`;
  return ok({
    title: "Go on with a payment run",
    lead: "What was not decided yet is paid, or refused with the reason. Nothing is paid twice.",
    parts: [],
    submit: "Go on",
    call: { method: "POST", path: `${address}/resume` },
    back: { address, text: "The payment run" },
    done: () => ({ address, notice: "run-made" }),
  });
};

type Ref = Pick<Payable, "commitmentId" | "trancheNumber">;

function nameOf({ commitmentId, trancheNumber }: Ref): string {
  return `${commitmentId}:${trancheNumber}`;
}

/** One tick a payment; its place in the body says which. */
function ticksOf(payables: readonly Payable[], legend: string): Part[] {
  if (payables.length === 0) return [];
  const fields = payables.map((one): Field => {
    const name = nameOf(one);
    const to = one.payee === undefined ? "" : ` to ${one.payee}`;
    return {
      kind: "check",
      name: `ticked.${name}`,
      pointer: `/ticked/${name}`,
      label: `${formatMoney(one.amount ?? one.open)}${to}: ${one.title}, tranche ${one.trancheNumber}, due ${formatDate(one.dueOn)}`,
    };
  });
  return [{ kind: "group", legend, hint: "Tick those that you mean.", fields }];
}

/** The tranches whose ticks were sent: "ticked.cmt_…:3". */
function refsIn({ names = () => [], get }: Input): Ref[] {
  return names().flatMap((name) => {
    const [, commitmentId, number] = /^ticked\.(cmt_\w+):(\d{1,3})$/.exec(name) ?? [];
    const isTicked = commitmentId !== undefined && get(name) === "yes";
    return isTicked ? [{ commitmentId, trancheNumber: Number(number) }] : [];
  });
}
