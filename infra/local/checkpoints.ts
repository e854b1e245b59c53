import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How far a mapping has come in each shard of a stream. */
export type Checkpoint = {
  /** The stream it is about: a table made anew has a new stream, which is read from its beginning. */
  readonly streamArn: string;
  /** Shard id → sequence number of the last record that is done. */
  readonly shards: Readonly<Record<string, string>>;
  /** Closed shards that were read to their end. */
  readonly finished: readonly string[];
};

export type CheckpointFile = {
  readonly read: (streamArn: string) => Checkpoint;
  readonly write: (checkpoint: Checkpoint) => void;
};

/** The checkpoint of one mapping on disk, replaced in one step so that a crash leaves the old one or the new one. */
export function openCheckpoint(dataFolder: string, mapping: string): CheckpointFile {
  const folder = join(dataFolder, "checkpoints");
  const file = join(folder, `${mapping}.json`);
  mkdirSync(folder, { recursive: true });
  return {
    read: (streamArn) => {
      const empty = { streamArn, shards: {}, finished: [] };
      if (!existsSync(file)) return empty;
      const stored: Checkpoint = JSON.parse(readFileSync(file, "utf8"));
      return stored.streamArn === streamArn ? stored : empty;
    },
    write: (checkpoint) => {
      writeFileSync(`${file}.new`, JSON.stringify(checkpoint));
      renameSync(`${file}.new`, file);
    },
  };
}
