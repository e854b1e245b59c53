import { setTimeout } from "node:timers/promises";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { openCheckpoint } from "./checkpoints.ts";
import type { EmbeddedStream } from "./embedded-stream.ts";
import { DEFAULT_SETTINGS, type MappingSettings } from "./event-source-mapping.ts";
import { openFailureQueue } from "./failure-queue.ts";
import { errorMessage } from "./setup-error.ts";
import { openShardReader } from "./shard-reader.ts";
import { type StreamMapping, startStreamMapping } from "./stream-mapping.ts";

export type StreamReader = {
  /** The function's name; also that of its checkpoint and of its failure queue. */
  readonly name: string;
  readonly invoke: (event: DynamoDBStreamEvent) => Promise<unknown>;
  readonly settings?: Partial<MappingSettings>;
};

export type StreamSourceOptions = {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly table: string;
  readonly dataFolder: string;
  readonly readers: readonly StreamReader[];
  readonly embedded: EmbeddedStream | undefined;
  readonly log: (line: string) => void;
  readonly now: () => Date;
  readonly pause?: (retry: number, signal: AbortSignal) => Promise<void>;
};

export type StreamSource = {
  /** Resolves when every reader has been given everything written so far, and everything they wrote in turn. */
  readonly drained: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The embedded engine tells for next to nothing whether something was written; another engine has to be asked. */
const LOOK_MS = { embedded: 25, other: 100 } as const;
const TIDY_MS = 1_000;

/** Reads a table's stream and delivers it to each reader on its own, until it is stopped. */
export function startStreamSource(options: StreamSourceOptions): StreamSource {
  const mappings = options.readers.map((reader) => startOne(reader, options));
  const { embedded } = options;
  const look = () => {
    if (embedded && !embedded.hasChanged()) return;
    for (const mapping of mappings) mapping.wake();
  };
  const looking = setInterval(look, embedded ? LOOK_MS.embedded : LOOK_MS.other);
  const tidy = makeTidy(mappings, options);
  const tidying = setInterval(tidy, TIDY_MS);
  return {
    drained: async () => {
      const read = () => mappings.reduce((sum, mapping) => sum + mapping.read(), 0);
      let before: number;
      do {
        before = read();
        await Promise.all(mappings.map((mapping) => mapping.foundNothing()));
      } while (read() !== before);
    },
    stop: async () => {
      clearInterval(looking);
      clearInterval(tidying);
      await Promise.all(mappings.map((mapping) => mapping.stop()));
      tidy();
    },
  };
}

function startOne(reader: StreamReader, options: StreamSourceOptions): StreamMapping {
  return startStreamMapping({
    name: reader.name,
    settings: { ...DEFAULT_SETTINGS, ...reader.settings },
    streamArn: options.streamArn,
    reader: openShardReader(options.client, options.streamArn),
    checkpoint: openCheckpoint(options.dataFolder, reader.name),
    failures: openFailureQueue(options.dataFolder, reader.name, options.now),
    invoke: reader.invoke,
    pause: options.pause ?? backOff,
    log: options.log,
  });
}

/** 200 ms before the first retry, doubled each time, at most 5 seconds. */
function backOff(retry: number, signal: AbortSignal): Promise<void> {
  return setTimeout(Math.min(100 * 2 ** retry, 5_000), undefined, { signal });
}

/** Deletes what every reader has passed. The embedded engine has one shard a table, hence one number a reader. */
function makeTidy(mappings: readonly StreamMapping[], options: StreamSourceOptions): () => void {
  let done = 0n;
  return () => {
    const passed = mappings.map((mapping) =>
      Object.values(mapping.checkpoint().shards).reduce(
        (most, next) => (BigInt(next) > most ? BigInt(next) : most),
        0n,
      ),
    );
    const least = passed.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? 0n;
    if (least <= done) return;
    try {
      options.embedded?.forget(options.table, String(least));
      done = least;
    } catch (error) {
      // The engine is busy; the next time comes in a second.
      options.log(`Consumed stream records could not be deleted: ${errorMessage(error)}`);
    }
  };
}
