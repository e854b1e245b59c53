import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export type NewMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
};
export type KeptMail = NewMail & { readonly id: string; readonly sentAt: string };

/** The mails that would have left this machine, on disk; only the newest ones are kept. */
export type MailStore = {
  /** Keeps a mail and gives the id it got. */
  readonly add: (mail: NewMail) => string;
  /** All that is kept, the newest first. */
  readonly list: () => KeptMail[];
  readonly close: () => void;
};

const MOST_KEPT = 200;

/** Opens the outbox in a data folder. */
export function openMailStore(dataFolder: string, now: () => Date, mostKept = MOST_KEPT): MailStore {
  mkdirSync(dataFolder, { recursive: true });
  const database = new DatabaseSync(join(dataFolder, "mail.db"));
  database.exec(`PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS mails (
    position INTEGER PRIMARY KEY AUTOINCREMENT, mail TEXT NOT NULL)`);
  const insert = database.prepare("INSERT INTO mails (mail) VALUES (?)");
  const trim = database.prepare("DELETE FROM mails WHERE position <= ?");
  const all = database.prepare("SELECT mail FROM mails ORDER BY position DESC");
  return {
    add: (mail) => {
      const kept: KeptMail = { id: randomUUID(), sentAt: now().toISOString(), ...mail };
      const { lastInsertRowid } = insert.run(JSON.stringify(kept));
      trim.run(Number(lastInsertRowid) - mostKept);
      return kept.id;
    },
    list: () => all.all().map((row) => JSON.parse(String(row.mail))),
    close: () => database.close(),
  };
}
