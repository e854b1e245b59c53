import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { Checkpoint, CheckpointFile } from "./checkpoints.ts";
import { deliver, type MappingEffects, type MappingSettings } from "./event-source-mapping.ts";
import type { FailureQueue } from "./failure-queue.ts";
import { errorMessage } from "./setup-error.ts";
import type { Page, ShardReader } from "./shard-reader.ts";

export type StreamMappingOptions = {
  readonly name: string;
  readonly settings: MappingSettings;
  readonly streamArn: string;
  readonly reader: ShardReader;
  readonly checkpoint: CheckpointFile;
  readonly failures: FailureQueue;
  readonly invoke: (event: DynamoDBStreamEvent) => Promise<unknown>;
  readonly pause: (retry: number, signal: AbortSignal) => Promise<void>;
  readonly log: (line: string) => void;
};

/** One reader of the stream at work: it delivers all there is, then sleeps until it is woken. */
export type StreamMapping = {
  readonly wake: () => void;
  /** Resolves after a look at the stream that began after this call and found nothing. */
  readonly foundNothing: () => Promise<void>;
  /** How many records it has read since it started. */
  readonly read: () => number;
  readonly checkpoint: () => Checkpoint;
  readonly stop: () => Promise<void>;
};

/** Starts one event source mapping; mappings know nothing of one another, so a failing one holds back nobody else. */
export function startStreamMapping(options: StreamMappingOptions): StreamMapping {
  const abort = new AbortController();
  const bell = makeBell();
  let waiting: (() => void)[] = [];
  let read = 0;
  let checkpoint = options.checkpoint.read(options.streamArn);
  const save = (next: Checkpoint) => {
    checkpoint = next;
    options.checkpoint.write(next);
  };
  const pass = () => readAll({ ...options, signal: abort.signal, checkpoint: () => checkpoint, save });
  const run = async () => {
    while (!abort.signal.aborted) {
      const waitingNow = waiting;
      waiting = [];
      try {
        const found = await pass();
        read += found;
        if (found > 0) waiting.push(...waitingNow);
        else for (const tell of waitingNow) tell();
        if (waiting.length === 0 && found === 0) await bell.rung();
      } catch (error) {
        waiting.push(...waitingNow);
        options.reader.rewind();
        if (abort.signal.aborted) break;
        options.log(`The stream could not be read for ${options.name}: ${errorMessage(error)}`);
        await options.pause(3, abort.signal).catch(() => undefined);
      }
    }
    for (const tell of waiting) tell();
  };
  const running = run();
  return {
    wake: bell.ring,
    foundNothing: () =>
      new Promise((resolve) => {
        if (abort.signal.aborted) return resolve();
        waiting.push(resolve);
        bell.ring();
      }),
    read: () => read,
    checkpoint: () => checkpoint,
    stop: async () => {
      abort.abort(new Error("The runtime stops."));
      bell.ring();
      await running;
    },
  };
}

type PassOptions = Omit<StreamMappingOptions, "checkpoint"> & {
  readonly signal: AbortSignal;
  readonly checkpoint: () => Checkpoint;
  readonly save: (next: Checkpoint) => void;
};

/** Delivers every shard to its present end. A child waits until its parent is finished. Answers the records read. */
async function readAll(options: PassOptions): Promise<number> {
  const shards = await options.reader.shards();
  const listed = new Set(shards.map((shard) => shard.ShardId));
  let found = 0;
  for (const { ShardId: id, ParentShardId: parent } of shards) {
    const { finished } = options.checkpoint();
    if (id === undefined || finished.includes(id)) continue;
    if (parent !== undefined && listed.has(parent) && !finished.includes(parent)) continue;
    let page: Page;
    do {
      options.signal.throwIfAborted();
      page = await options.reader.next(id, options.checkpoint().shards[id]);
      found += page.records.length;
      await deliver(page.records, options.settings, effectsOf(id, options));
    } while (page.records.length > 0 && !page.closed);
    if (page.closed) finish(id, listed, options);
  }
  return found;
}

function effectsOf(shardId: string, options: PassOptions): MappingEffects {
  return {
    invoke: (records) => options.invoke({ Records: [...records] }),
    checkpoint: (record) => {
      const before = options.checkpoint();
      const shards = { ...before.shards, [shardId]: record.dynamodb?.SequenceNumber ?? "0" };
      options.save({ ...before, shards });
    },
    giveUp: (records, reason) => {
      for (const record of records) options.failures.add(reason, described(record));
      options.log(`${options.name} gave up ${records.length} stream record(s): ${reason}`);
    },
    pause: (retry) => options.pause(retry, options.signal),
    signal: options.signal,
  };
}

function described(record: DynamoDBRecord): Record<string, unknown> {
  const { Keys: keys, SequenceNumber: sequenceNumber } = record.dynamodb ?? {};
  return { eventName: record.eventName, sequenceNumber, keys };
}

/** Remembers a closed shard as long as the stream lists it. */
function finish(shardId: string, listed: ReadonlySet<string | undefined>, options: PassOptions): void {
  const before = options.checkpoint();
  const finished = [...before.finished, shardId].filter((id) => listed.has(id));
  const shards = Object.fromEntries(
    Object.entries(before.shards).filter(([id]) => listed.has(id) && !finished.includes(id)),
  );
  options.save({ ...before, finished, shards });
}

/** A bell that remembers having been rung while nobody waited. */
function makeBell(): { ring: () => void; rung: () => Promise<void> } {
  let ringing = false;
  let hear: (() => void) | undefined;
  return {
    ring: () => {
      ringing = true;
      hear?.();
    },
    rung: async () => {
      if (!ringing) {
        await new Promise<void>((resolve) => {
          hear = resolve;
        });
      }
      ringing = false;
      hear = undefined;
    },
  };
}
