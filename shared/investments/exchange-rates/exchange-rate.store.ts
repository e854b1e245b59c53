import { attributesOf, HEAD, headFields, headKey, type Part } from "../../platform/aggregate.ts";
import {
  getItems,
  type Item,
  type Page,
  type Position,
  queryPage,
  type Table,
} from "../../platform/table.ts";
import { type ExchangeRate, ExchangeRateSchema, type NewExchangeRate } from "./exchange-rate.ts";

/** Whose rate, of which currencies, on which day: every one is an aggregate of its own, with its own history. */
export type RateKey = {
  readonly organisationId: string;
  readonly from: string;
  readonly to: string;
  readonly on: string;
};

/** The partition of a rate. */
export function ratePk({ organisationId, from, to, on }: RateKey): string {
  return `FX#${organisationId}#${from}#${to}#${on}`;
}

function pairPk({ organisationId, from, to }: Omit<RateKey, "on">): string {
  return `ORG#${organisationId}#FX#${from}#${to}`;
}

/** The head of a rate, listed under its two currencies by day. */
export function ratePart(organisationId: string, rate: NewExchangeRate): Part {
  return {
    sk: HEAD,
    type: "exchange-rate",
    attributes: rate,
    index: { ownerPk: pairPk({ organisationId, ...rate }), ownerSk: rate.on },
  };
}

/** The stored heads of these rates by partition. One round: one read unit each. */
export async function loadRates(table: Table, keys: readonly RateKey[]): Promise<Map<string, Item>> {
  const unique = [...new Set(keys.map(ratePk))];
  const items = await getItems(
    table,
    unique.map((pk) => headKey(pk)),
    { consistent: true },
  );
  return new Map(items.map((item) => [item.pk, item]));
}

/** A recorded rate from its stored head. */
export function toRate(item: Item): ExchangeRate {
  const { version, recordedAt } = headFields(item);
  return ExchangeRateSchema().parse({ ...attributesOf(item), revision: version, recordedAt });
}

/**
 * The rate of a day: that of the latest day on or before it, or nothing where none was supplied. One Query of an index, limit 1,
 * eventually consistent.
 */
export async function rateOn(table: Table, key: RateKey): Promise<ExchangeRate | undefined> {
  const { items } = await queryPage(table, {
    index: "byOwner",
    partition: pairPk(key),
    between: ["0", key.on],
    descending: true,
    limit: 1,
  });
  return items[0] && toRate(items[0]);
}

/** A page of the rates of two currencies, the latest first. One Query. */
export async function ratesPage(
  table: Table,
  list: Omit<RateKey, "on"> & { readonly limit: number; readonly position?: Position | undefined },
): Promise<Page> {
  const { limit, position } = list;
  return queryPage(table, {
    index: "byOwner",
    partition: pairPk(list),
    descending: true,
    limit,
    ...(position ? { from: position } : {}),
  });
}
