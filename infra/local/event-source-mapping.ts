import type { DynamoDBRecord } from "aws-lambda";
import { STREAM_DELIVERY } from "../delivery.ts";
import { errorMessage } from "./setup-error.ts";

/** The settings of an event source mapping that decide how records reach a function. */
export type MappingSettings = {
  readonly batchSize: number;
  /** Retries of a batch that cannot be split further; splitting and progress are not counted. */
  readonly retries: number;
  readonly bisect: boolean;
  /** Records for which it answers false are passed over as done. */
  readonly filter?: (record: DynamoDBRecord) => boolean;
};

/** What a delivery does to the world outside. */
export type MappingEffects = {
  readonly invoke: (records: readonly DynamoDBRecord[]) => Promise<unknown>;
  /** Everything up to and including this record is done and is never delivered again. */
  readonly checkpoint: (record: DynamoDBRecord) => void;
  /** These records are given up: keep them where a person finds them. */
  readonly giveUp: (records: readonly DynamoDBRecord[], reason: string) => void;
  /** Waits before the given retry, counted from 1. */
  readonly pause: (retry: number) => Promise<void>;
  /** Aborted when the runtime stops: nothing is invoked after that, and the checkpoint stays where it is. */
  readonly signal: AbortSignal;
};

export const DEFAULT_SETTINGS: MappingSettings = {
  batchSize: STREAM_DELIVERY.batchSize,
  retries: STREAM_DELIVERY.retries,
  bisect: true,
};

/**
 * Delivers records of one shard, in order, as Lambda's event source mapping of a DynamoDB stream does:
 *
 * - the function is given batches; an answer without failures is success of the whole batch;
 * - of the failures it names, the first in order is the checkpoint: everything before it is done, it and **everything
 *   after it** is delivered again, successes included;
 * - a function that throws, or names a record that is not in the batch, has failed the whole batch;
 * - a batch that made no progress is split (bisect): at the failed record when the function named it, else in the
 *   middle; the first part comes to its end before the second is delivered;
 * - a batch that cannot be split is retried a bounded number of times and then given up, so that one bad record does
 *   not hold back its shard.
 *
 * @throws the signal's reason when it is aborted, and whatever the effects throw.
 */
export async function deliver(
  records: readonly DynamoDBRecord[],
  settings: MappingSettings,
  effects: MappingEffects,
): Promise<void> {
  for (let start = 0; start < records.length; start += settings.batchSize) {
    const batch = records.slice(start, start + settings.batchSize);
    const wanted = settings.filter ? batch.filter(settings.filter) : batch;
    await deliverBatch(wanted, settings, effects);
    const last = batch.at(-1);
    if (last && last !== wanted.at(-1)) effects.checkpoint(last);
  }
}

async function deliverBatch(
  batch: readonly DynamoDBRecord[],
  settings: MappingSettings,
  effects: MappingEffects,
): Promise<void> {
  let remaining = batch;
  let retry = 0;
  while (remaining.length > 0) {
    const failure = await attempt(remaining, effects);
    const done = failure === undefined ? remaining.length : failure.at;
    const lastDone = remaining[done - 1];
    if (lastDone) effects.checkpoint(lastDone);
    if (failure === undefined) return;
    if (lastDone) {
      // Progress: what remains is a new batch with all its retries.
      remaining = remaining.slice(done);
      retry = 0;
      await effects.pause(1);
    } else if (settings.bisect && remaining.length > 1) {
      await effects.pause(1);
      const middle = failure.named ? 1 : Math.ceil(remaining.length / 2);
      await deliverBatch(remaining.slice(0, middle), settings, effects);
      remaining = remaining.slice(middle);
      retry = 0;
    } else if (retry < settings.retries) {
      retry += 1;
      await effects.pause(retry);
    } else {
      effects.giveUp(remaining, failure.reason);
      const last = remaining.at(-1);
      if (last) effects.checkpoint(last);
      return;
    }
  }
}

/** The position of the first failed record, whether the function named it, and why. */
type Failure = { readonly at: number; readonly named: boolean; readonly reason: string };

async function attempt(
  batch: readonly DynamoDBRecord[],
  effects: MappingEffects,
): Promise<Failure | undefined> {
  effects.signal.throwIfAborted();
  try {
    return failureIn(await effects.invoke(batch), batch);
  } catch (error) {
    return { at: 0, named: false, reason: `The function threw: ${errorMessage(error)}` };
  }
}

function failureIn(answer: unknown, batch: readonly DynamoDBRecord[]): Failure | undefined {
  const named = failedIdentifiers(answer);
  if (named.length === 0) return undefined;
  const positions = new Map(batch.map((record, index) => [record.dynamodb?.SequenceNumber, index]));
  let first = batch.length;
  for (const identifier of named) {
    const position = identifier === undefined ? undefined : positions.get(identifier);
    if (position === undefined) {
      const what =
        identifier === undefined ? "an empty identifier" : `"${identifier}", which was not in the batch`;
      return { at: 0, named: false, reason: `The function answered with ${what} in batchItemFailures.` };
    }
    first = Math.min(first, position);
  }
  return { at: first, named: true, reason: "The function reported the record as failed." };
}

/** The item identifiers in a partial batch answer; undefined stands for one that is missing, empty or no string. */
export function failedIdentifiers(answer: unknown): readonly (string | undefined)[] {
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return [];
  if (!Array.isArray(answer.batchItemFailures)) return answer.batchItemFailures ? [undefined] : [];
  return answer.batchItemFailures.map((failure: unknown) => {
    if (typeof failure !== "object" || failure === null || !("itemIdentifier" in failure)) return undefined;
    return typeof failure.itemIdentifier === "string" && failure.itemIdentifier
      ? failure.itemIdentifier
      : undefined;
  });
}
