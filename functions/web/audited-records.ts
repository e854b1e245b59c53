import type { Action } from "../../shared/identity/permissions.ts";
import { ratePk } from "../../shared/investments/exchange-rates/exchange-rate.store.ts";
import { settingsPk } from "../../shared/investments/settings/settings.store.ts";

type Kind = {
  readonly name: string;
  /** Without this nobody reads its history, beside the permission to read histories at all. */
  readonly action: Action;
  /** Where it is shown; none where it has no page. */
  readonly page?: (id: string) => string;
};

/** The records whose history can be read here, by the prefix of their ids. */
const KINDS: Readonly<Record<string, Kind>> = {
  org: { name: "Organisation", action: "organisation:read", page: () => "/settings/organisation" },
  per: { name: "Person", action: "person:read", page: (id) => `/settings/people/${id}` },
  key: { name: "API key", action: "key:read" },
  tpl: { name: "Report template", action: "commitment:read", page: (id) => `/settings/templates/${id}` },
  pol: { name: "Disclosure policy", action: "release:read", page: (id) => `/settings/policies/${id}` },
  cmt: { name: "Commitment", action: "commitment:read", page: (id) => `/commitments/${id}` },
  bet: { name: "Big bet", action: "commitment:read", page: (id) => `/big-bets/${id}` },
  prt: { name: "Partnership", action: "partnership:read", page: (id) => `/partnerships/${id}` },
  ind: { name: "Indicator", action: "indicator:read" },
  dua: { name: "Data use agreement", action: "agreement:read" },
};

/** A record as its history is asked for. */
export type AuditedRecord = Kind & { readonly id: string; readonly pk: string };

/** The name under which an organisation's own book of settings is asked for. */
export const BOOK = "book";

type RateKey = Parameters<typeof ratePk>[0];
const RATE = /^(?<from>[A-Z]{3})-(?<to>[A-Z]{3})-(?<on>\d{4}-\d{2}-\d{2})$/;

/** The name under which the history of a day's rate is asked for: "EUR-USD-2025-01-31". */
export function rateId({ from, to, on }: Omit<RateKey, "organisationId">): string {
  return `${from}-${to}-${on}`;
}

function rateRecord(id: string, key: RateKey): AuditedRecord {
  const page = () => `/settings/rates?${new URLSearchParams({ from: key.from, to: key.to })}`;
  return { id, pk: ratePk(key), name: "Exchange rate", action: "settings:read", page };
}

/** The record that an address names; undefined where it is of no kind whose history is read here. */
export function auditedRecord(id: string, organisationId: string): AuditedRecord | undefined {
  if (id === BOOK)
    return {
      id,
      pk: settingsPk(organisationId),
      name: "How the book is run",
      action: "settings:read",
      page: () => "/settings/book",
    };
  const rate = RATE.exec(id)?.groups;
  if (rate) return rateRecord(id, { organisationId, ...(rate as Omit<RateKey, "organisationId">) });
  const prefix = /^([a-z]{3})_[0-9A-HJKMNP-TV-Z]{26}$/.exec(id)?.[1];
  const kind = prefix === undefined ? undefined : KINDS[prefix];
  return kind && prefix ? { ...kind, id, pk: `${prefix.toUpperCase()}#${id}` } : undefined;
}
