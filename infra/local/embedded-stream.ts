import { DatabaseSync } from "node:sqlite";

/** Care of the stream records in the embedded engine's database file. */
export type EmbeddedStream = {
  /** Whether anybody wrote to the database since the last call. Costs microseconds; true the first time. */
  readonly hasChanged: () => boolean;
  /** Forgets the records of a table up to a sequence number, which every reader has passed. */
  readonly forget: (table: string, upTo: string) => void;
  /** How many records of a table are kept now. */
  readonly kept: (table: string) => number;
  readonly close: () => void;
};

/**
 * Opens the embedded engine's database file beside the engine. With a stream on, each write of the engine asks for the
 * highest sequence number of its table and so scans all stream records: an index makes that one step (measured: 1,015
 * falling to 144 puts a second after 12,000 without it, flat with it), and consumed records are deleted.
 */
export function openEmbeddedStream(file: string): EmbeddedStream {
  const database = new DatabaseSync(file);
  // The engine holds the write lock for a millisecond at a time; wait for it rather than fail.
  database.exec("PRAGMA busy_timeout = 1000");
  database.exec(
    "CREATE INDEX IF NOT EXISTS throughline_stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
  );
  const version = database.prepare("PRAGMA data_version");
  // The newest record stays: the engine numbers the next one from it, and would start at 1 again without it.
  const forget = database.prepare(
    `DELETE FROM _stream_records WHERE table_name = :table AND CAST(sequence_number AS INTEGER) <= :upTo
       AND CAST(sequence_number AS INTEGER) <
         (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :table)`,
  );
  const count = database.prepare("SELECT COUNT(*) AS kept FROM _stream_records WHERE table_name = ?");
  let seen: unknown;
  return {
    hasChanged: () => {
      const now = version.get()?.data_version;
      const changed = now !== seen;
      seen = now;
      return changed;
    },
    forget: (table, upTo) => {
      forget.run({ table, upTo: BigInt(upTo) });
    },
    kept: (table) => Number(count.get(table)?.kept),
    close: () => database.close(),
  };
}
