import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { errorFacts, log } from "../../shared/platform/log.ts";
import { type Table, toItem } from "../../shared/platform/table.ts";
import type { ChangedItem, FailedChange, Projection } from "./projection.ts";
import { PROJECTIONS } from "./projections.ts";

/**
 * Brings a batch of stream records into every read model. What read models themselves wrote is dropped, so that they do not
 * feed on themselves. Answers the first record that failed: the batch is sent again from there.
 */
export async function project(
  table: Table,
  records: readonly DynamoDBRecord[],
  projections: readonly Projection[] = PROJECTIONS,
): Promise<DynamoDBBatchResponse> {
  const read = new Map(records.map((record) => [toChange(record), record]));
  const changes = [...read.keys()].filter(({ before, after }) => {
    const item = after ?? before;
    return item !== undefined && !projections.some((projection) => projection.owns(item));
  });
  const failed = await Promise.all(projections.map((projection) => applyTo(table, projection, changes)));
  const failedRecords = failed.flat().flatMap(({ change, error }) => {
    const record = read.get(change);
    log("error", "record_failed", { sequenceNumber: record?.dynamodb?.SequenceNumber, ...errorFacts(error) });
    return record ? [record] : [];
  });
  const first = records.find((record) => failedRecords.includes(record));
  const itemIdentifier = first?.dynamodb?.SequenceNumber;
  if (first && itemIdentifier === undefined) throw new Error("A stream record has no sequence number.");
  return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
}

async function applyTo(
  table: Table,
  projection: Projection,
  changes: readonly ChangedItem[],
): Promise<readonly FailedChange[]> {
  const wanted = changes.filter(projection.wants);
  if (wanted.length === 0) return [];
  try {
    return await projection.apply(table, wanted);
  } catch (error) {
    return wanted.map((change) => ({ change, error }));
  }
}

function toChange({ dynamodb }: DynamoDBRecord): ChangedItem {
  return {
    ...(dynamodb?.OldImage ? { before: toItem(dynamodb.OldImage) } : {}),
    ...(dynamodb?.NewImage ? { after: toItem(dynamodb.NewImage) } : {}),
  };
}
