import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { project } from "../../../functions/projections/project.ts";
import type { ChangedItem, Projection } from "../../../functions/projections/projection.ts";
import { PROJECTIONS } from "../../../functions/projections/projections.ts";
import type { Item } from "../../../shared/platform/table.ts";

const TABLE = { client: new DynamoDBClient({ region: "us-east-1" }), name: "records" };

function aRecord(sequence: number, images: { before?: Item; after?: Item }): DynamoDBRecord {
  // Lambda's own declaration of attribute values is narrower than the SDK's; the bytes are the same.
  const image = (item: Item) =>
    marshall(item) as NonNullable<NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]>;
  return {
    dynamodb: {
      SequenceNumber: String(sequence),
      ...(images.before ? { OldImage: image(images.before) } : {}),
      ...(images.after ? { NewImage: image(images.after) } : {}),
    },
  };
}

const item = (sk: string, type = "fact"): Item => ({ pk: "PRT#1", sk, type });

/** A projection that keeps what it was given and fails for chosen sort keys. */
function aProjection(name: string, failing: readonly string[] = []) {
  const seen: ChangedItem[] = [];
  const projection: Projection = {
    name,
    wants: ({ after, before }) => (after ?? before)?.type === "fact",
    owns: (owned) => owned.type === name,
    apply: async (_, changes) => {
      seen.push(...changes);
      return changes
        .filter(({ after }) => failing.includes(after?.sk ?? ""))
        .map((change) => ({ change, error: new Error("It cannot be read.") }));
    },
  };
  return { projection, seen };
}

describe("a batch of stream records", () => {
  test("reaches every projection with the images before and after, once", async () => {
    const [one, two] = [aProjection("one"), aProjection("two")];
    const records = [
      aRecord(1, { after: item("a") }),
      aRecord(2, { before: item("a") }),
      aRecord(3, { after: item("x", "other") }),
    ];
    const answer = await project(TABLE, records, [one.projection, two.projection]);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(one.seen).toEqual([{ after: item("a") }, { before: item("a") }]);
    expect(two.seen).toEqual(one.seen);
  });

  test("does not feed read models with what read models wrote", async () => {
    const [one, two] = [aProjection("one"), aProjection("two")];
    const greedy = { ...one.projection, wants: () => true };
    await project(
      TABLE,
      [aRecord(1, { after: item("a", "two") }), aRecord(2, { before: item("b", "one") })],
      [greedy, two.projection],
    );
    expect(one.seen).toEqual([]);
  });

  test("answers the first record that failed, whichever projection it failed in, so that the rest is sent again", async () => {
    const [one, two] = [aProjection("one", ["c"]), aProjection("two", ["b"])];
    const records = ["a", "b", "c"].map((sk, index) => aRecord(10 + index, { after: item(sk) }));
    const answer = await project(TABLE, records, [one.projection, two.projection]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "11" }] });
    expect(one.seen).toHaveLength(3);
  });

  test("fails from its first wanted record on where a projection throws", async () => {
    const broken = {
      ...aProjection("one").projection,
      apply: () => Promise.reject(new Error("The table is away.")),
    };
    const records = [aRecord(1, { after: item("x", "other") }), aRecord(2, { after: item("a") })];
    expect(await project(TABLE, records, [broken])).toEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
  });

  test("with a record that cannot be read fails at that record alone", async () => {
    const unreadable = { pk: "IND#1", sk: "O#2024", type: "observation-set" };
    expect(await project(TABLE, [aRecord(7, { after: unreadable })])).toEqual({
      batchItemFailures: [{ itemIdentifier: "7" }],
    });
  });

  test("of things that no read model wants does nothing", async () => {
    expect(PROJECTIONS.length).toBeGreaterThan(0);
    expect(await project(TABLE, [aRecord(1, { after: item("C#HEAD", "partnership") })])).toEqual({
      batchItemFailures: [],
    });
  });
});
