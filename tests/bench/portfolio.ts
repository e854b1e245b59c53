import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Principal } from "../../shared/identity/principal.ts";
import { partsOf } from "../../shared/investments/commitment.parts.ts";
import { commitmentPk } from "../../shared/investments/commitment.store.ts";
import { CommitmentSchema, type CommitmentState, NO_PARTS } from "../../shared/investments/commitment.ts";
import { projectPortfolio } from "../../shared/investments/portfolio/project-portfolio.ts";
import { type NewEntry, postEntries } from "../../shared/investments/post-entries.ts";
import { NO_TOTALS } from "../../shared/investments/totals.ts";
import { newTranche, type Tranche } from "../../shared/investments/tranche.ts";
import { HEAD, toStoredItem } from "../../shared/platform/aggregate.ts";
import { newId } from "../../shared/platform/id.ts";
import { inParallel } from "../../shared/platform/in-parallel.ts";
import { money } from "../../shared/platform/money.ts";
import type { Item, Table } from "../../shared/platform/table.ts";
import { addDays, addMonths } from "../../shared/platform/time.ts";
import { aTenant } from "../support/tenants.ts";
import { makeWorld, type World } from "../support/world.ts";
import { bounded, type Figure, median, told } from "./figure.ts";
import type { Meter } from "./meter.ts";

const SIZES = [50, 5_000] as const;
const RUNS = 60;
const WARM_UP = 10;
const YEARS = 10;
/** Half-yearly, the last one open. */
const PAYMENTS = 8;
const TRANCHE_MINOR = 2_500_000;
/** Commitments of each strategy: one in every year. */
const A_STRATEGY = YEARS;
const A_BATCH = 100;
/** A page of as many strategies as the small portfolio has. */
const PATHS = ["/portfolio", "/portfolio?by=strategy&limit=5"] as const;

/**
 * Rounds and time of a portfolio of 5,000 commitments with 40,000 payments beside one of 50 with 400, over the same ten years. Asked in
 * turn, so that whatever else the machine does falls on both alike.
 */
export async function measurePortfolio(
  table: Table,
  meter: Meter,
  log: (line: string) => void,
): Promise<Figure[]> {
  const worlds: World[] = [];
  for (const size of SIZES) worlds.push(await makePortfolio(table, size, log));
  const figures: Figure[] = [];
  for (const path of PATHS) figures.push(...(await measurePath(worlds, path, meter)));
  return figures;
}

async function measurePath(worlds: readonly World[], path: string, meter: Meter): Promise<Figure[]> {
  const times: number[][] = worlds.map(() => []);
  for (let run = 0; run < WARM_UP + RUNS; run++)
    for (const [index, world] of worlds.entries()) {
      const start = performance.now();
      await world.send("funder", { path });
      if (run >= WARM_UP) times[index]?.push(performance.now() - start);
    }
  const large = worlds.at(-1);
  if (!large) throw new Error("There is no portfolio to measure.");
  const { used } = await meter.measure(() => large.send("funder", { path }));
  const [small = Number.NaN, big = Number.NaN] = times.map(median);
  const [few, many] = SIZES.map((size) => `${path} of ${size} commitments, ${size * PAYMENTS} payments`);
  return [
    bounded(`${many}: rounds`, used.rounds, { unit: "rounds", bound: 2 }),
    told(`${many}: capacity`, used.readUnits, "read units"),
    told(`${few}`, small, "ms, median"),
    told(`${many}`, big, "ms, median"),
    bounded(`${many} / of ${SIZES[0]}`, big / small, { unit: "ratio", bound: 1.3 }),
  ];
}

/**
 * A funder with so many commitments, stored as their use cases would leave them, but for ledger and history, which the portfolio never
 * reads: through the use cases it would take many minutes. Projected a hundred at a time, as a stream brings them.
 */
async function makePortfolio(table: Table, size: number, log: (line: string) => void): Promise<World> {
  const organisations = {
    funder: await aTenant(table, "funder"),
    backbone: await aTenant(table, "partnership"),
  };
  const world = await makeWorld(table, organisations);
  for (let first = 0; first < size; first += A_BATCH) {
    const numbers = Array.from({ length: Math.min(A_BATCH, size - first) }, (_, at) => first + at);
    const items = numbers.flatMap((number) => itemsOf(aGrant(world.funder, number)));
    await putAll(table, items);
    const heads = items.filter(({ sk }) => sk === HEAD).map((after) => ({ after }));
    const [failed] = await projectPortfolio(table, heads);
    if (failed) throw failed.error;
  }
  log(`  ${size} commitments with ${size * PAYMENTS} payments recorded and projected`);
  return world;
}

function itemsOf(state: CommitmentState): Item[] {
  const { id, createdAt, funder } = state.commitment;
  const head = { version: 1, recordedAt: createdAt, historyHash: "" };
  const envelope = { pk: commitmentPk(id), ownerId: funder.organisationId, head };
  return partsOf(state).map((part) => toStoredItem(part, envelope));
}

async function putAll(table: Table, items: readonly Item[]): Promise<void> {
  const count = Math.ceil(items.length / 25);
  const batches = Array.from({ length: count }, (_, at) => items.slice(25 * at, 25 * at + 25));
  await inParallel(batches, 8, async (batch) => {
    const puts = batch.map((item) => marshall(item, { removeUndefinedValues: true }));
    const requests = puts.map((marshalled) => ({ PutRequest: { Item: marshalled } }));
    const { UnprocessedItems } = await table.client.send(
      new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }),
    );
    if (UnprocessedItems?.[table.name]) throw new Error("The engine left items of a batch unwritten.");
  });
}

/** One grant of many: agreed in one of ten years, in one of a year's months, in nine tranches. */
function aGrant({ organisationId }: Principal, number: number): CommitmentState {
  const startOn = addMonths(`${2016 + (number % YEARS)}-07-01`, Math.floor(number / YEARS) % 12);
  const tranches = Array.from({ length: PAYMENTS + 1 }, (_, at): Tranche => {
    const dueOn = addMonths(startOn, 6 * at);
    const tranche = newTranche({ dueOn, amount: money(TRANCHE_MINOR, "USD") }, at + 1);
    if (at === PAYMENTS) return tranche;
    return { ...tranche, paidMinor: TRANCHE_MINOR, lastPaidOn: addDays(dueOn, (number * 7 + at * 3) % 45) };
  });
  const amountMinor = TRANCHE_MINOR * tranches.length;
  const commitment = CommitmentSchema().parse({
    id: newId("cmt"),
    title: `Grant ${number}`,
    recipient: { name: `Recipient ${number % 500}` },
    partnershipId: anId("prt", number % 50),
    startOn,
    endOn: addDays(addMonths(startOn, 60), -1),
    agreedOn: startOn,
    status: "active",
    currency: "USD",
    amountMinor,
    place: { code: `place-${number % 100}`, name: `Place ${number % 100}` },
    outcomeIds: ["early-grade-reading"],
    restriction: { kind: number % 3 === 0 ? "none" : "purpose" },
    funder: { organisationId, name: "A funder" },
    fiscalYearStartMonth: 7,
    timeZone: "UTC",
    totals: NO_TOTALS,
    flows: {},
    entries: 0,
    createdAt: `${startOn}T09:00:00.000Z`,
  });
  const posted = postEntries(commitment, entriesOf(startOn, amountMinor, tranches));
  const strategyId = anId("str", Math.floor(number / A_STRATEGY));
  return {
    ...NO_PARTS,
    commitment: posted.commitment,
    tranches,
    allocations: [{ strategyId, amountMinor: amountMinor / 2 }],
  };
}

function entriesOf(on: string, amountMinor: number, tranches: readonly Tranche[]): NewEntry[] {
  const agreed = { id: "agreed", kind: "commitment" as const, on, amountMinor, conditionalMinor: 0 };
  const paid = { kind: "payment" as const, amountMinor: TRANCHE_MINOR, conditionalMinor: 0 };
  const payments = tranches.flatMap(({ lastPaidOn, number: trancheNumber }): NewEntry[] =>
    lastPaidOn === undefined ? [] : [{ ...paid, id: `paid-${trancheNumber}`, on: lastPaidOn, trancheNumber }],
  );
  return [agreed, ...payments];
}

function anId(kind: "prt" | "str", number: number): string {
  return `${kind}_01JD${String(number).padStart(22, "0")}`;
}
