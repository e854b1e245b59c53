import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Something a function could not digest, kept for a person to look at. */
export type GivenUp = {
  readonly at: string;
  readonly reason: string;
  /** Enough to find the thing: keys and sequence number of a record, id and body of a message. */
  readonly what: Readonly<Record<string, unknown>>;
};

/** A failure queue: one line of JSON for each thing given up, under `failed/` in the data folder. */
export type FailureQueue = {
  readonly add: (reason: string, what: GivenUp["what"]) => void;
  readonly list: () => GivenUp[];
};

export function openFailureQueue(dataFolder: string, name: string, now: () => Date): FailureQueue {
  const folder = join(dataFolder, "failed");
  const file = join(folder, `${name}.ndjson`);
  return {
    add: (reason, what) => {
      mkdirSync(folder, { recursive: true });
      appendFileSync(file, `${JSON.stringify({ at: now().toISOString(), reason, what })}\n`);
    },
    list: () => {
      if (!existsSync(file)) return [];
      const lines = readFileSync(file, "utf8").split("\n");
      return lines.filter((line) => line !== "").map((line): GivenUp => JSON.parse(line));
    },
  };
}
