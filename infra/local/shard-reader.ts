import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import { toLambdaRecord } from "./stream-record.ts";

/** A page of a shard. `closed`: the shard ends with it. */
export type Page = { readonly records: readonly DynamoDBRecord[]; readonly closed: boolean };

/** Reads one stream for one mapping, which has its own iterators and its own pace. */
export type ShardReader = {
  /** The stream's shards, parents before children. */
  readonly shards: () => Promise<readonly Shard[]>;
  /** The next page of a shard: where the last one ended, or (the first time) after a sequence number, or its oldest. */
  readonly next: (shardId: string, after: string | undefined) => Promise<Page>;
  /** Forgets the iterators, so that the next page is read after the sequence number given then. */
  readonly rewind: () => void;
};

const PAGE = 1_000;

export function openShardReader(client: DynamoDBStreamsClient, streamArn: string): ShardReader {
  const iterators = new Map<string, string>();
  return {
    shards: () => listShards(client, streamArn),
    next: async (shardId, after) => {
      const iterator = iterators.get(shardId) ?? (await startIterator(client, { streamArn, shardId, after }));
      // Should the read fail, the next one starts from the checkpoint.
      iterators.delete(shardId);
      const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: PAGE }));
      // Only a missing next iterator says that a shard has ended: an engine's EndingSequenceNumber may be set while it is open.
      if (page.NextShardIterator !== undefined) iterators.set(shardId, page.NextShardIterator);
      const records = (page.Records ?? []).map((record) => toLambdaRecord(record, streamArn));
      return { records, closed: page.NextShardIterator === undefined };
    },
    rewind: () => iterators.clear(),
  };
}

type Start = { readonly streamArn: string; readonly shardId: string; readonly after: string | undefined };

async function startIterator(client: DynamoDBStreamsClient, start: Start): Promise<string> {
  const shard = { StreamArn: start.streamArn, ShardId: start.shardId };
  const oldest = new GetShardIteratorCommand({ ...shard, ShardIteratorType: "TRIM_HORIZON" });
  if (start.after === undefined) return iteratorOf(await client.send(oldest));
  try {
    const after = { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: start.after } as const;
    return iteratorOf(await client.send(new GetShardIteratorCommand({ ...shard, ...after })));
  } catch (error) {
    // Streams keep records for 24 hours: after a longer stop, go on with the oldest that is left.
    if (error instanceof TrimmedDataAccessException) return iteratorOf(await client.send(oldest));
    throw error;
  }
}

function iteratorOf(answer: { ShardIterator?: string | undefined }): string {
  if (answer.ShardIterator === undefined) throw new Error("The stream answered without a shard iterator.");
  return answer.ShardIterator;
}

async function listShards(client: DynamoDBStreamsClient, streamArn: string): Promise<Shard[]> {
  const shards: Shard[] = [];
  let from: string | undefined;
  do {
    const page: { Shards?: Shard[] | undefined; LastEvaluatedShardId?: string | undefined } =
      (
        await client.send(
          new DescribeStreamCommand({ StreamArn: streamArn, ...(from && { ExclusiveStartShardId: from }) }),
        )
      ).StreamDescription ?? {};
    shards.push(...(page.Shards ?? []));
    from = page.LastEvaluatedShardId;
  } while (from !== undefined);
  return parentsFirst(shards);
}

/** Parents before children; a parent that is no longer listed has been trimmed and holds nothing back. */
export function parentsFirst(shards: readonly Shard[]): Shard[] {
  const sorted: Shard[] = [];
  const add = (shard: Shard) => {
    if (sorted.includes(shard)) return;
    const parent = shards.find((other) => other.ShardId === shard.ParentShardId);
    if (parent && parent !== shard) add(parent);
    sorted.push(shard);
  };
  for (const shard of shards) add(shard);
  return sorted;
}
