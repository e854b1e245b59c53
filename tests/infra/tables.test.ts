import { expect, test } from "vitest";
import { RECORDS, RELEASES, type TableDefinition } from "../../shared/platform/table-definition.ts";
import { resourceOf, synthesise } from "./synthesised.ts";

const kept = synthesise();
const passing = synthesise({ stage: "trial", keepData: "false" });

function table(of: typeof kept, id: "Records" | "Releases") {
  return resourceOf(of, of.stack.node.findChild("Tables").node.findChild(id));
}

function keys(definition: { partitionKey: string; sortKey: string }) {
  return [
    { AttributeName: definition.partitionKey, KeyType: "HASH" },
    { AttributeName: definition.sortKey, KeyType: "RANGE" },
  ];
}

test.each([
  ["Records", RECORDS],
  ["Releases", RELEASES],
] as const)(
  "%s has the keys and indexes of its definition, all of them strings",
  (id, definition: TableDefinition) => {
    const { properties } = table(kept, id);
    expect(properties.KeySchema).toEqual(keys(definition));
    expect(
      (properties.GlobalSecondaryIndexes ?? []).map(
        ({ IndexName, KeySchema, Projection }: IndexProperties) => ({ IndexName, KeySchema, Projection }),
      ),
    ).toEqual(
      definition.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keys(index),
        Projection: { ProjectionType: "ALL" },
      })),
    );
    expect(
      new Set(properties.AttributeDefinitions.map((one: { AttributeType: string }) => one.AttributeType)),
    ).toEqual(new Set(["S"]));
  },
);

type IndexProperties = { IndexName: string; KeySchema: unknown; Projection: unknown };

test("records alone has a stream, of new and old images", () => {
  expect(table(kept, "Records").properties.StreamSpecification).toEqual({
    StreamViewType: "NEW_AND_OLD_IMAGES",
  });
  expect(table(kept, "Releases").properties.StreamSpecification).toBeUndefined();
});

test.each(["Records", "Releases"] as const)(
  "%s is paid by request, can be recovered to any second, and forgets by expiresAt",
  (id) => {
    const { properties } = table(kept, id);
    expect(properties.BillingMode).toBe("PAY_PER_REQUEST");
    expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: "expiresAt", Enabled: true });
    expect(properties.Replicas).toHaveLength(1);
    expect(properties.Replicas[0].PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
    });
  },
);

test("a stage that keeps its data has protected tables that outlive the stack; another has not", () => {
  for (const id of ["Records", "Releases"] as const) {
    expect(table(kept, id).properties.Replicas[0].DeletionProtectionEnabled).toBe(true);
    expect(table(passing, id).properties.Replicas[0].DeletionProtectionEnabled).toBe(false);
    kept.template.hasResource(table(kept, id).type, {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
    });
    passing.template.hasResource(table(passing, id).type, { DeletionPolicy: "Delete" });
  }
});
