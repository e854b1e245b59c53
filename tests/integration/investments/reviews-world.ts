import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { expect } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { reviewRestated } from "../../../functions/jobs/review-restated.ts";
import { restatementOf } from "../../../functions/outbox/intent.ts";
import { toLambdaRecord } from "../../../infra/local/stream-record.ts";
import { makeStreamsClient } from "../../../infra/local/streams-client.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { commitmentPk } from "../../../shared/investments/index.ts";
import type { ReviewView } from "../../../shared/investments/reviews/review.ts";
import { indicatorPk } from "../../../shared/measurement/indicator.store.ts";
import { changesSummary, projectSummaries } from "../../../shared/measurement/project-summaries.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Item, type Key, queryAll, type Table } from "../../../shared/platform/table.ts";
import { schoolYear, systemClock } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { NO_PAGES } from "../../support/no-pages.ts";
import { aTenant } from "../../support/tenants.ts";
import { makeWorld, record, type World } from "../../support/world.ts";

/** Payments that rest on figures, and what becomes of them: the API, the figures, and the way from the stream to a review. */
export async function aReviewWorld() {
  const engine = await startEngine();
  const client = makeClient(engine.endpoint);
  const table: Table = { client, name: (await makeTables(client, aPrefix())).records };
  const organisations = {
    funder: await aTenant(table, "funder"),
    backbone: await aTenant(table, "partnership"),
  };
  const world = await makeWorld(table, organisations);
  let told = 0;

  return {
    ...world,
    table,
    ask: (who: Principal, method: string, path: string, body?: unknown) =>
      ask({ table, who }, { method, path, body }),
    aPaidTranche: (options: Parameters<typeof aPaidTranche>[1] = {}) => aPaidTranche(world, options),
    observe: (indicatorId: string, numerator: number, more: Observed = {}) =>
      observe(world, { indicatorId, numerator, ...more }),
    /** The revisions that the outbox calls for since this was asked last, in the order of the stream. */
    restated: async (): Promise<Key[]> => {
      const all = await revisionsIn(engine, table);
      const fresh = all.slice(told);
      told = all.length;
      return fresh;
    },
    /** Does with revisions what the queue of jobs does, one after another. */
    deliver: async (revisions: readonly Key[]): Promise<number> => {
      let opened = 0;
      for (const revision of revisions)
        opened += await reviewRestated({ table, newId }, revision, systemClock());
      return opened;
    },
    itemsOf: (id: string): Promise<Item[]> => queryAll(table, { partition: commitmentPk(id) }),
    stop: async () => {
      client.destroy();
      await engine.stop();
    },
  };
}
export type ReviewWorld = Awaited<ReturnType<typeof aReviewWorld>>;

type Observed = { readonly denominator?: number; readonly quality?: number; readonly group?: string };

/** Records a count of children for a school year, and brings its summary up to it. A repeated cell is a revision. */
async function observe(
  world: World,
  {
    indicatorId,
    numerator,
    denominator = 200,
    quality = 1,
    group,
  }: Observed & { indicatorId: string; numerator: number },
): Promise<void> {
  const dimensions = group === undefined ? {} : { "race-ethnicity": group };
  const row = { indicatorId, period: schoolYear(2024), place: { code: "own" }, dimensions };
  await record(world, [{ ...row, numerator, denominator, quality }], "Counted again by the district");
  const items = await queryAll(world.table, { partition: indicatorPk(indicatorId) });
  expect(await projectSummaries(world.table, items.filter(changesSummary))).toEqual([]);
}

/** A commitment whose first tranche is paid under a rule that asks for 50 per cent; the figure says 60. */
async function aPaidTranche(world: World, { pays = true }: { readonly pays?: boolean } = {}) {
  const { send, funder } = world;
  const fields = { name: "Measured", purpose: "To be measured", placeCode: "own", placeName: "Own place" };
  const partnership = await send("backbone", { method: "POST", path: "/partnerships", body: fields });
  const base = `/partnerships/${partnership.id}`;
  const indicator = await send("backbone", { method: "POST", path: `${base}/indicators`, body: READERS });
  const share = `${base}/shares/${funder.organisationId}`;
  const { version } = await send("backbone", { path: base });
  await send("backbone", { method: "PUT", path: share, body: { reason: "It funds us" }, ifMatch: version });
  await observe(world, { indicatorId: indicator.id, numerator: 120 });
  const rule = {
    kind: "any",
    of: [
      { kind: "measure", indicatorId: indicator.id, comparison: "at-least", value: 50, by: "2025-12-31" },
      { kind: "date", on: "2099-01-01" },
    ],
  };
  const commitment = await send("funder", {
    method: "POST",
    path: "/commitments",
    body: {
      title: "Pays for results",
      recipient: { name: "Measured" },
      partnershipId: partnership.id,
      amount: { amount: "100000.00", currency: "USD" },
      agreedOn: "2025-10-01",
      startOn: "2025-10-01",
      endOn: "2027-09-30",
      tranches: [{ dueOn: "2026-01-15", amount: { amount: "100000.00", currency: "USD" }, rule }],
    },
  });
  const paid = { commitmentId: commitment.id, indicatorId: indicator.id, partnershipId: partnership.id };
  return pays
    ? { ...paid, entryId: (await pay(world, commitment.id, "40000.00")).id }
    : { ...paid, entryId: "" };
}

/** Pays a part of the first tranche. */
export function pay({ send }: Pick<World, "send">, commitmentId: string, amount: string) {
  const body = { trancheNumber: 1, on: "2026-02-01", amount: { amount, currency: "USD" } };
  return send("funder", { method: "POST", path: `/commitments/${commitmentId}/payments`, body });
}

const READERS = {
  name: "Third graders who read",
  level: "performance",
  polarity: "higher",
  unit: "percent",
  numeratorDefinition: "Third graders of the programme who read at grade level",
  denominatorDefinition: "Third graders of the programme",
  frequency: "yearly",
  source: "Invented",
  placeCode: "own",
  placeName: "Own place",
};

/** An answer of the API: fields that tests look into, of whichever body it is. */
export type Answer = {
  readonly status: number;
  readonly body: ReviewView & {
    readonly items: readonly ReviewView[];
    readonly next?: string;
    readonly code: string;
    readonly errors: readonly { readonly pointer: string }[];
  };
};

async function ask(
  { table, who }: { readonly table: Table; readonly who: Principal },
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: unknown },
): Promise<Answer> {
  const app = createApp({
    ...NO_PAGES,
    table,
    files: { presignUpload: () => Promise.reject(new Error("Nothing is uploaded here.")) },
    authenticate: async () => ok(who),
    clock: systemClock,
    newId,
    cursorSecret: "a secret of this test",
  });
  const headers = { "content-type": "application/json" };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await app.request(`/v1${path}`, { method, headers, ...sent });
  return { status: response.status, body: JSON.parse((await response.text()) || "null") };
}

/** Every revision in the table's stream that the outbox calls the queue for. */
async function revisionsIn(engine: TestEngine, table: Table): Promise<Key[]> {
  const streams = makeStreamsClient(engine.endpoint);
  const { Table: described } = await table.client.send(new DescribeTableCommand({ TableName: table.name }));
  const StreamArn = described?.LatestStreamArn ?? "";
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const found: Key[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const from = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
    let at = (await streams.send(new GetShardIteratorCommand(from))).ShardIterator;
    while (at !== undefined) {
      const page: GetRecordsCommandOutput = await streams.send(new GetRecordsCommand({ ShardIterator: at }));
      for (const each of page.Records ?? []) {
        const call = restatementOf(toLambdaRecord(each, StreamArn));
        if (call) found.push({ pk: call.pk, sk: call.sk });
      }
      at = page.Records?.length ? page.NextShardIterator : undefined;
    }
  }
  streams.destroy();
  return found;
}
