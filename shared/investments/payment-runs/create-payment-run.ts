import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { FunderSettings } from "../settings/funder-settings.ts";
import { readFunderSettings } from "../settings/settings.store.ts";
import { isClosed } from "../settings/settings-rules.ts";
import type { InvestmentDeps } from "../work-on-commitment.ts";
import { type LoadedRun, loadRun, saveNewRun } from "./payment-run.store.ts";
import { type NewPaymentRun, type PaymentRun, type RunItem, toItems } from "./payment-run.ts";
import { readOwnRun } from "./read-payment-run.ts";
import { type RunCall, workThrough } from "./work-through.ts";

export type CreateCall = RunCall & { readonly id: string; readonly input: NewPaymentRun };

/**
 * Makes a payment run and works through it: first the run with all its items and the ids of their entries, then the payments one by
 * one. Should this stop anywhere, the run is there, open, and is resumed. Refused with `period_closed`, writing nothing, where the
 * books of its day are closed.
 */
export async function createPaymentRun(
  deps: InvestmentDeps,
  call: CreateCall & { readonly idempotency?: IdempotentRequest | undefined },
): Promise<Result<LoadedRun>> {
  const { settings } = await readFunderSettings(deps.table, call.principal.organisationId);
  const open = checkRunDay(settings, call.input);
  if (!open.ok) return open;
  const made = newRun(call, () => deps.newId("pay"));
  const { author: by, now, idempotency } = call;
  const saved = await saveNewRun(deps.table, made, { by, now, idempotency });
  if (!saved.ok) return saved;
  const loaded = await loadRun(deps.table, call.id);
  if (!loaded) throw new Error(`The payment run ${call.id} was written and is not there.`);
  return workThrough(deps, loaded, call);
}

/** Goes on with a run that was left open; one that is over is answered as it is. */
export async function resumePaymentRun(
  deps: InvestmentDeps,
  call: RunCall & { readonly id: string },
): Promise<Result<LoadedRun>> {
  const { organisationId } = call.principal;
  const loaded = await readOwnRun(deps.table, { id: call.id, organisationId });
  return loaded.ok ? workThrough(deps, loaded.value, call) : loaded;
}

/** That the books are open on the day of a run; each payment is checked again when it is made. */
export function checkRunDay(settings: FunderSettings, { on }: Pick<NewPaymentRun, "on">): Result<undefined> {
  if (!isClosed(settings, on)) return ok(undefined);
  const detail = `The books are closed through ${settings.closedThroughOn}. Choose a later day.`;
  return fail({ code: "period_closed", detail, errors: [{ pointer: "/on", detail }] });
}

/** A run as it begins, with its items; a dry run decides on the same, and stores none of it. */
export function newRun(
  { id, input, principal, now }: Pick<CreateCall, "id" | "input" | "principal" | "now">,
  newEntryId: () => string,
): { readonly run: PaymentRun; readonly items: readonly RunItem[] } {
  const { items: sent, ...rest } = input;
  const items = toItems(sent, newEntryId);
  const { organisationId } = principal;
  return {
    run: { ...rest, id, organisationId, status: "open", itemCount: items.length, createdAt: now },
    items,
  };
}
