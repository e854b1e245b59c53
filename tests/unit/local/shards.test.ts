import { expect, test } from "vitest";
import { parentsFirst } from "../../../infra/local/shard-reader.ts";

const ids = (shards: readonly { ShardId?: string | undefined }[]) => shards.map((shard) => shard.ShardId);

test("parents come before children, whatever the order of the answer", () => {
  const shards = [
    { ShardId: "grandchild", ParentShardId: "child" },
    { ShardId: "child", ParentShardId: "parent" },
    { ShardId: "other" },
    { ShardId: "parent" },
  ];
  expect(ids(parentsFirst(shards))).toEqual(["parent", "child", "grandchild", "other"]);
});

test("a child whose parent is no longer listed stands for itself", () => {
  expect(ids(parentsFirst([{ ShardId: "child", ParentShardId: "trimmed" }]))).toEqual(["child"]);
});
