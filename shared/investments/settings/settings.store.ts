import { attributesOf, HEAD, headFields, headKey, type Part } from "../../platform/aggregate.ts";
import { getItem, type Item, type Table } from "../../platform/table.ts";
import { NOT_EXISTS, type Write } from "../../platform/transaction.ts";
import { type FunderSettings, FunderSettingsSchema } from "./funder-settings.ts";

/** Settings as they were read: `check` makes a transaction fail where they are others by then. */
export type ReadSettings = {
  readonly settings: FunderSettings;
  /** 0 where nothing was recorded and the defaults hold. */
  readonly version: number;
  readonly check: Write;
  /** The stored head, where there is one. */
  readonly head?: Item;
};

/** The partition of a funder's settings: an aggregate of its own, so that its organisation's version does not move with them. */
export function settingsPk(organisationId: string): string {
  return `FUNDING#${organisationId}`;
}

/** A funder's settings, the defaults where it recorded none. One GetItem, strongly consistent: bytes / 4 KB. */
export async function readFunderSettings(table: Table, organisationId: string): Promise<ReadSettings> {
  const key = headKey(settingsPk(organisationId));
  const head = await getItem(table, key);
  if (!head)
    return {
      settings: FunderSettingsSchema().parse({}),
      version: 0,
      check: { check: key, condition: NOT_EXISTS },
    };
  const { version } = headFields(head);
  const condition = { expression: "version = :version", values: { ":version": version } };
  const settings = FunderSettingsSchema().parse(attributesOf(head));
  return { settings, version, check: { check: key, condition }, head };
}

/** The head of a funder's settings. */
export function settingsPart(settings: FunderSettings): Part {
  return { sk: HEAD, type: "funder-settings", attributes: settings };
}
