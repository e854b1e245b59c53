import type { ApiClient } from "./api-client.ts";
import type { DemoCommitment, DemoTranche, Event } from "./commitments.ts";
import type { MadePartnership, StrategyKey } from "./partnership.ts";

export type Recipients = {
  readonly partnership: MadePartnership;
  /** The ids of organisations by name; a recipient that is not among them is kept as a name. */
  readonly organisationIds: ReadonlyMap<string, string>;
};

/** Records commitments of a funder and what happened to their money since; answers how many entries that made. */
export async function makeCommitments(
  funder: ApiClient,
  commitments: readonly DemoCommitment[],
  recipients: Recipients,
): Promise<number> {
  let entries = 0;
  for (const commitment of commitments) {
    const { key, events = [] } = commitment;
    const made = await funder.post("/commitments", bodyOf(commitment, recipients), `commitment:${key}`);
    for (const [index, event] of events.entries()) {
      const { path, body } = requestOf(event, commitment.currency);
      await funder.post(`/commitments/${made.body.id}${path}`, body, `event:${key}:${index}`);
    }
    entries += events.length;
  }
  return entries;
}

function bodyOf(commitment: DemoCommitment, { partnership, organisationIds }: Recipients): object {
  const {
    key,
    recipient,
    isForPartnership,
    events,
    currency,
    amount,
    renewal,
    tranches,
    allocations,
    ...rest
  } = commitment;
  const organisationId = organisationIds.get(recipient);
  const money = (text: string) => ({ amount: text, currency });
  const divided = Object.entries(allocations ?? {}).map(([strategy, part]) => ({
    strategyId: partnership.strategyIds[strategy as StrategyKey],
    amount: money(part),
  }));
  return {
    ...rest,
    recipient: { name: recipient, ...(organisationId === undefined ? {} : { organisationId }) },
    amount: money(amount),
    tranches: tranches.map((tranche) => trancheOf(tranche, money)),
    externalIds: [{ scheme: "demo", value: key }],
    ...(isForPartnership ? { partnershipId: partnership.id } : {}),
    ...(divided.length > 0 ? { allocations: divided } : {}),
    ...(renewal ? { renewal: { note: renewal.note, amount: money(renewal.amount) } } : {}),
  };
}

function trancheOf({ condition, amount, ...rest }: DemoTranche, money: (text: string) => object): object {
  if (!condition) return { ...rest, amount: money(amount) };
  const rights = { rightOfReturn: condition.kind === "performance", rightOfRelease: true };
  return { ...rest, amount: money(amount), condition: { barrier: condition, ...rights } };
}

function requestOf(event: Event, currency: string): { path: string; body: object } {
  switch (event.kind) {
    case "closing":
    case "closed":
      return { path: "/status", body: { status: event.kind, on: event.on, reason: event.reason } };
    case "condition-met": {
      const { tranche, on: metOn, evidence, reason } = event;
      return { path: `/tranches/${tranche}/condition-met`, body: { metOn, evidence, reason } };
    }
    case "payment":
      return {
        path: "/payments",
        body: { ...moved(event, currency), reference: `Wire of ${event.on}` },
      };
    default:
      return { path: `/${event.kind}s`, body: { ...moved(event, currency), reason: event.reason } };
  }
}

function moved(event: { tranche: number; on: string; amount: string }, currency: string): object {
  return { trancheNumber: event.tranche, on: event.on, amount: { amount: event.amount, currency } };
}
