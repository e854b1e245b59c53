import type { ApiClient } from "./api-client.ts";
import type { DemoCommitment, DemoTranche, Event } from "./commitments.ts";
import type { MadePartnership, StrategyKey } from "./partnership.ts";

export type Recipients = {
  readonly partnership: MadePartnership;
  /** The ids of organisations by name; a recipient that is not among them is kept as a name. */
  readonly organisationIds: ReadonlyMap<string, string>;
};

/** Who records commitments for a funder, and who decides as the second person where one is needed. */
export type FunderDesk = { readonly funder: ApiClient; readonly second?: ApiClient };

/** Records commitments of a funder and what happened to them since; answers their ids by key, and how many events there were. */
export async function makeCommitments(
  desk: FunderDesk,
  commitments: readonly DemoCommitment[],
  recipients: Recipients,
): Promise<{ ids: Map<string, string>; events: number }> {
  const ids = new Map<string, string>();
  let count = 0;
  for (const commitment of commitments) {
    const { key, events = [] } = commitment;
    const made = await desk.funder.post("/commitments", bodyOf(commitment, recipients), `commitment:${key}`);
    ids.set(key, made.body.id);
    for (const [index, event] of events.entries())
      await happen(desk, event, {
        path: `/commitments/${made.body.id}`,
        currency: commitment.currency,
        label: `event:${key}:${index}`,
      });
    count += events.length;
  }
  return { ids, events: count };
}

async function happen(
  { funder, second }: FunderDesk,
  event: Event,
  at: { readonly path: string; readonly currency: string; readonly label: string },
): Promise<void> {
  if (event.kind !== "waiver" && event.kind !== "no-cost-extension") {
    const { path, body } = requestOf(event, at.currency);
    await funder.post(`${at.path}${path}`, body, at.label);
    return;
  }
  if (!second) throw new Error(`Nobody is there to decide on a ${event.kind} as the second person.`);
  const { on: effectiveOn, tranche: trancheNumber, ...said } = { tranche: undefined, ...event };
  const proposal = { ...said, effectiveOn, trancheNumber, reasonCode: "change-in-context" };
  const { id } = (await funder.post(`${at.path}/proposals`, proposal, `${at.label}:proposed`)).body;
  const approval = { note: "Agreed with both places" };
  await second.post(`${at.path}/proposals/${id}/approval`, approval, `${at.label}:approved`);
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

type OneHanded = Exclude<Event, { kind: "waiver" | "no-cost-extension" }>;

function requestOf(event: OneHanded, currency: string): { path: string; body: object } {
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
