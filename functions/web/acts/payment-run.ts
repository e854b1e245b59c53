import { showPaymentRun } from "../../../shared/investments/payment-runs/read-payment-run.ts";
import { formatDate, formatMoney } from "../../../shared/pages/index.ts";
import type { Money } from "../../../shared/platform/money.ts";
import type { Problem } from "../../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Answered } from "../forms/call-api.ts";
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
    shape: ({ ticked: _, ...body }, { input }) => ({ ...body, items: tickedIn(input) }),
    prepare: async (body, input) => someTicked(body, input),
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
  // A form that was sent twice is for the operation to judge.
  if (waiting.length === 0 && visit.c.req.method === "GET")
    return fail({ code: "conflict", detail: "No payment that is due waits for an approval alone." });
  return ok({
    title: "Approve payments",
    eyebrow: `In ${read.value.currency}`,
    lead: "Each is approved by itself, with all that is open of it. Somebody else pays what you approve.",
    parts: [
      ...ticksOf(waiting, "Payments that wait for a second person"),
      { kind: "area", name: "note", label: "Note" },
    ],
    // The amount is the one that was seen with its tick, whatever is open by now.
    shape: ({ note }, { input }) => ({
      approvals: tickedIn(input).map((approval) => ({
        ...approval,
        ...(note === undefined ? {} : { note }),
      })),
    }),
    prepare: async (body, input) => someTicked(body, input),
    submit: "Approve what is ticked",
    call: { method: "POST", path: "/approvals" },
    refused: allRefused,
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

type Payment = Pick<Payable, "commitmentId" | "trancheNumber"> & { readonly amount: Money };

function someTicked(body: unknown, input: Input): Result<unknown> {
  if (tickedIn(input).length > 0) return ok(body);
  return fail({ code: "validation_failed", detail: "Nothing is ticked. Tick the payments that you mean." });
}

/** Why nothing was approved, where each was refused; what was approved in part is told by what still waits. */
function allRefused({ body }: Answered): Problem | undefined {
  const { items } = body as { readonly items: readonly { readonly problem?: { readonly detail: string } }[] };
  const details = items.flatMap(({ problem }) => (problem ? [problem.detail] : []));
  if (details.length < items.length) return undefined;
  return { code: "conflict", detail: `Nothing was approved. ${[...new Set(details)].join(" ")}` };
}

/** What a payable is ticked as: with the amount that is shown, which alone is meant, whatever is planned anew before it is sent. */
function nameOf({ commitmentId, trancheNumber, amount, open }: Payable): string {
  const shown = amount ?? open;
  return `${commitmentId}:${trancheNumber}:${shown.currency}${shown.amount}`;
}

/** One tick a payment; its place in the body says which. */
function ticksOf(
  payables: readonly Payable[],
  legend: string,
  seen: (one: Payable) => string = () => "",
): Part[] {
  if (payables.length === 0) return [];
  const fields = payables.map((one): Field => {
    const name = nameOf(one) + seen(one);
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

/** The payments whose ticks were sent: "ticked.cmt_…:3:USD1250.00". */
function tickedIn({ names = () => [], get }: Input): Payment[] {
  return names().flatMap((name) => {
    const [, commitmentId, number, currency, amount] =
      /^ticked\.(cmt_\w+):(\d{1,3}):([A-Z]{3})([\d.]{1,20})$/.exec(name) ?? [];
    if (commitmentId === undefined || currency === undefined || amount === undefined) return [];
    const payment = { commitmentId, trancheNumber: Number(number), amount: { amount, currency } };
    return get(name) === "yes" ? [payment] : [];
  });
}
