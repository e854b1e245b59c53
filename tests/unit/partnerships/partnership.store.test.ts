import {
  BatchGetItemCommand,
  DynamoDBClient,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { addLink } from "../../../shared/partnerships/add-link.ts";
import { addStrategy } from "../../../shared/partnerships/add-strategy.ts";
import {
  headPart,
  linkPart,
  ownPage,
  readableBy,
  readPartnership,
  sharedPage,
  sharePart,
  strategyPart,
} from "../../../shared/partnerships/partnership.store.ts";
import { removeLink } from "../../../shared/partnerships/remove-link.ts";
import { sharePartnership } from "../../../shared/partnerships/share-partnership.ts";
import { type Part, toStoredItem } from "../../../shared/platform/aggregate.ts";
import type { Item } from "../../../shared/platform/table.ts";
import { aLink, anId, aPartnership, aStrategy, BACKBONE, RECORDED_AT } from "./builders.ts";

const dynamo = mockClient(DynamoDBClient);
const table = { client: new DynamoDBClient({ region: "eu-west-1" }), name: "records" };
const deps = { table, newId: (prefix: string) => `${prefix}_${"7".repeat(26)}` };

const PARTNERSHIP = aPartnership();
const PK = `PRT#${PARTNERSHIP.id}`;
const FUNDER = anId("org", 2);
const SHARE = { organisationId: FUNDER, reason: "Funds the navigators", sharedOn: "2026-03-01" };
const INPUT = {
  partnershipId: PARTNERSHIP.id,
  author: { principalId: anId("per"), organisationId: BACKBONE },
  now: "2026-03-02T09:00:00.000Z",
};
const { id: _id, createdAt: _createdAt, ...LINK_FIELDS } = aLink();

function stored(part: Part, version = 4): Item {
  const head = { version, recordedAt: RECORDED_AT, historyHash: "a".repeat(64) };
  return toStoredItem(part, { pk: PK, ownerId: BACKBONE, head });
}

const ITEMS = [
  headPart(PARTNERSHIP),
  linkPart(aLink({ id: anId("lnk", 1), toId: anId("ind", 8) })),
  sharePart(PARTNERSHIP.id, SHARE),
  strategyPart(aStrategy()),
].map((part) => stored(part));

function refusedAt(position: number, of: number, item?: Item): TransactionCanceledException {
  const reasons = Array.from({ length: of }, (_, at) => ({
    Code: at === position ? "ConditionalCheckFailed" : "None",
    ...(at === position && item ? { Item: marshall(item) } : {}),
  }));
  return new TransactionCanceledException({ $metadata: {}, message: "", CancellationReasons: reasons });
}

function sentWrites(call = 0): NonNullable<TransactWriteItemsCommandInput["TransactItems"]> {
  const sent = dynamo.commandCalls(TransactWriteItemsCommand)[call];
  return sent?.args[0].input.TransactItems ?? [];
}

function keysOf(writes: ReturnType<typeof sentWrites>): (string | undefined)[] {
  return writes.map(
    ({ Put, Delete, ConditionCheck }) => (Put?.Item ?? Delete?.Key ?? ConditionCheck?.Key)?.sk?.S,
  );
}

beforeEach(() => {
  dynamo.reset();
  dynamo.on(QueryCommand).resolves({ Items: ITEMS.map((item) => marshall(item)) });
});

describe("reading a partnership", () => {
  test("takes one strongly consistent Query of the collection, which leaves history and summaries out", async () => {
    const partnership = await readPartnership(table, PARTNERSHIP.id);
    expect(partnership).toMatchObject({
      head: PARTNERSHIP,
      version: 4,
      strategies: [aStrategy()],
      shares: [SHARE],
    });
    expect(dynamo.calls().map((call) => call.args[0].input)).toEqual([
      {
        TableName: "records",
        KeyConditionExpression: "#p = :p AND begins_with(#s, :s)",
        ExpressionAttributeNames: { "#p": "pk", "#s": "sk" },
        ExpressionAttributeValues: { ":p": { S: PK }, ":s": { S: "C#" } },
        ScanIndexForward: true,
        ReturnConsumedCapacity: "TOTAL",
        ConsistentRead: true,
      },
    ]);
  });

  test("gives another context its facts in the same single round, and nothing to a stranger", async () => {
    expect(await readableBy(table, PARTNERSHIP.id, FUNDER)).toEqual({
      ok: true,
      value: {
        partnershipId: PARTNERSHIP.id,
        ownerId: BACKBONE,
        version: 4,
        strategyIds: [anId("str")],
      },
    });
    expect(dynamo.calls()).toHaveLength(1);
    const refused = await readableBy(table, PARTNERSHIP.id, anId("org", 3));
    expect(refused).toMatchObject({ ok: false, problem: { code: "not_found" } });
  });

  test("a stored item that its schema does not know is a fault of ours, not an answer", async () => {
    const odd = { ...stored(strategyPart(aStrategy())), budget: 5 };
    dynamo.on(QueryCommand).resolves({ Items: [...ITEMS.slice(0, 1), odd].map((item) => marshall(item)) });
    await expect(readPartnership(table, PARTNERSHIP.id)).rejects.toThrow("budget");
  });
});

describe("lists", () => {
  test("one's own are a page of the index byOwner", async () => {
    dynamo.on(QueryCommand).resolves({ Items: ITEMS.slice(0, 1).map((item) => marshall(item)) });
    const page = await ownPage(table, BACKBONE, { limit: 10 });
    expect(page).toEqual({ items: [{ head: PARTNERSHIP, version: 4, recordedAt: RECORDED_AT }] });
    expect(dynamo.calls()[0]?.args[0].input).toMatchObject({
      IndexName: "byOwner",
      Limit: 10,
      ExpressionAttributeValues: { ":p": { S: `ORG#${BACKBONE}#PRT` } },
    });
  });

  test("a share that the late index still shows, but the table no longer holds, opens nothing", async () => {
    dynamo.on(QueryCommand).resolves({ Items: ITEMS.slice(2, 3).map((item) => marshall(item)) });
    dynamo.on(BatchGetItemCommand).resolves({ Responses: { records: [marshall(ITEMS[0] ?? {})] } });
    expect(await sharedPage(table, FUNDER, { limit: 10 })).toEqual({ items: [] });
    expect(dynamo.commandCalls(BatchGetItemCommand)[0]?.args[0].input).toMatchObject({
      RequestItems: { records: { ConsistentRead: true, Keys: [{ sk: { S: "C#HEAD" } }, {}] } },
    });
  });
});

describe("writing inside a partnership", () => {
  test("a link is put with the head's version, its change, and a check of the indicator it names", async () => {
    dynamo.on(TransactWriteItemsCommand).resolves({});
    const added = await addLink(deps, { ...INPUT, fields: LINK_FIELDS });
    expect(added).toMatchObject({ ok: true, value: { version: 5, value: { direct: false } } });
    const writes = sentWrites();
    expect(keysOf(writes)).toEqual([`C#LINK#lnk_${"7".repeat(26)}`, "C#HEAD", "H#0000000005", "C#HEAD"]);
    expect(writes[1]?.Put).toMatchObject({
      ConditionExpression: "version = :version",
      ExpressionAttributeValues: { ":version": { N: "4" } },
    });
    expect(writes[3]).toEqual({
      ConditionCheck: {
        TableName: "records",
        Key: { pk: { S: `IND#${LINK_FIELDS.toId}` }, sk: { S: "C#HEAD" } },
        ConditionExpression: "partnershipId = :partnership AND #level IN (:level0, :level1)",
        ExpressionAttributeNames: { "#level": "level" },
        ExpressionAttributeValues: {
          ":partnership": { S: PARTNERSHIP.id },
          ":level0": { S: "system" },
          ":level1": { S: "adjacent" },
        },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    });
  });

  test("a link between indicators checks both, and the one that does not fit is named", async () => {
    const fields = { ...LINK_FIELDS, kind: "contributes-to", fromId: anId("ind", 3) } as const;
    dynamo.on(TransactWriteItemsCommand).rejects(refusedAt(4, 5));
    expect(await addLink(deps, { ...INPUT, fields })).toMatchObject({
      ok: false,
      problem: { code: "validation_failed", errors: [{ pointer: "/toId" }] },
    });
    dynamo.on(TransactWriteItemsCommand).rejects(refusedAt(3, 5));
    expect(await addLink(deps, { ...INPUT, fields })).toMatchObject({
      ok: false,
      problem: { code: "validation_failed", errors: [{ pointer: "/fromId" }] },
    });
  });

  test("a link is removed by its key, and the reason stands in the change", async () => {
    dynamo.on(TransactWriteItemsCommand).resolves({});
    const linkId = anId("lnk", 1);
    await removeLink(deps, { ...INPUT, ifMatch: 4, linkId, reason: "Not borne out" });
    const writes = sentWrites();
    expect(keysOf(writes)).toEqual(["C#HEAD", `C#LINK#${linkId}`, "H#0000000005"]);
    expect(writes[1]?.Delete?.Key).toEqual({ pk: { S: PK }, sk: { S: `C#LINK#${linkId}` } });
    expect(writes[2]?.Put?.Item).toMatchObject({
      reason: { S: "Not borne out" },
      action: { S: "link.removed" },
    });
  });

  test("a share with an organisation that does not exist is not found", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(refusedAt(3, 4));
    const refused = await sharePartnership(deps, {
      ...INPUT,
      ifMatch: 4,
      organisationId: anId("org", 5),
      reason: "New funder",
    });
    expect(refused).toMatchObject({ ok: false, problem: { code: "not_found" } });
    expect(keysOf(sentWrites())).toEqual([`C#SHARE#${anId("org", 5)}`, "C#HEAD", "H#0000000005", "C#HEAD"]);
  });

  test("shared again, the reason changes and the first day stays", async () => {
    dynamo.on(TransactWriteItemsCommand).resolves({});
    const again = { ...INPUT, ifMatch: 4, organisationId: FUNDER, reason: "Renewed" };
    expect(await sharePartnership(deps, again)).toMatchObject({
      ok: true,
      value: { value: { ...SHARE, reason: "Renewed" } },
    });
  });
});

describe("two who write at once", () => {
  const strategy = { name: "Tutors", kind: "universal", status: "active" } as const;
  const rival = refusedAt(1, 3, stored(headPart(PARTNERSHIP), 5));

  test("an addition that named no version is decided and tried again", async () => {
    dynamo.on(TransactWriteItemsCommand).rejectsOnce(rival).resolves({});
    const added = await addStrategy(deps, { ...INPUT, fields: strategy });
    expect(added).toMatchObject({ ok: true });
    expect(dynamo.commandCalls(QueryCommand)).toHaveLength(2);
  });

  test("after five rivals it gives up and says the present version", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(rival);
    const refused = await addStrategy(deps, { ...INPUT, fields: strategy });
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: "version_conflict", extra: { currentVersion: 5 } },
    });
    expect(dynamo.commandCalls(TransactWriteItemsCommand)).toHaveLength(5);
  });

  test("one that named its version is refused at once", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(rival);
    const refused = await addStrategy(deps, { ...INPUT, ifMatch: 4, fields: strategy });
    expect(refused).toMatchObject({ ok: false, problem: { code: "version_conflict" } });
    expect(dynamo.commandCalls(TransactWriteItemsCommand)).toHaveLength(1);
  });

  test("a version that is not the present one is refused before anything is written", async () => {
    const refused = await addStrategy(deps, { ...INPUT, ifMatch: 3, fields: strategy });
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: "version_conflict", extra: { currentVersion: 4 } },
    });
    expect(dynamo.commandCalls(TransactWriteItemsCommand)).toHaveLength(0);
  });

  test("a table that fails otherwise is not mistaken for a refusal", async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(new Error("no connection"));
    await expect(addStrategy(deps, { ...INPUT, fields: strategy })).rejects.toThrow("no connection");
  });
});

test.each([
  [
    "strategies",
    100,
    () => addStrategy(deps, { ...INPUT, fields: { name: "A", kind: "universal", status: "active" } }),
  ],
  ["links", 500, () => addLink(deps, { ...INPUT, fields: LINK_FIELDS })],
  [
    "shares",
    200,
    () => sharePartnership(deps, { ...INPUT, organisationId: anId("org", 900), reason: "One more" }),
  ],
] as const)("a partnership that is full of %s (%i) takes no more", async (what, limit, add) => {
  const numbers = Array.from({ length: limit }, (_, at) => at + 10);
  const full = {
    strategies: numbers.map((n) => strategyPart(aStrategy({ id: anId("str", n) }))),
    links: numbers.map((n) => linkPart(aLink({ id: anId("lnk", n), toId: anId("ind", n) }))),
    shares: numbers.map((n) => sharePart(PARTNERSHIP.id, { ...SHARE, organisationId: anId("org", n) })),
  };
  const items = [headPart(PARTNERSHIP), strategyPart(aStrategy()), ...full[what]].map((part) => stored(part));
  dynamo.on(QueryCommand).resolves({ Items: items.map((item) => marshall(item)) });
  expect(await add()).toMatchObject({ ok: false, problem: { code: "conflict" } });
  expect(dynamo.commandCalls(TransactWriteItemsCommand)).toHaveLength(0);
});
