import { HEAD } from "../platform/aggregate.ts";
import { ID_PREFIXES, type IdPrefix } from "../platform/id.ts";
import { invalidAt, type Problem } from "../platform/problem.ts";
import type { Key } from "../platform/table.ts";
import type { Condition, Write } from "../platform/transaction.ts";

/** Something that a recorded thing names by its id, the field that does so, and what must be true of it beside being there. */
export type Reference = {
  readonly pointer: string;
  readonly id: string;
  readonly also?: Condition;
  /** What is said where it is not so; otherwise that there is no such thing. */
  readonly refusal?: Problem;
};

/** Parts of the partnership's own aggregate, by the prefix of their ids. */
const PARTS: Partial<Record<IdPrefix, string>> = {
  str: "C#STR#",
  rst: "X#RST#",
  atv: "X#ATV#",
  grp: "X#GRP#",
  sea: "X#SEA#",
  cau: "X#CAU#",
};

/** The references to what is named by a list of ids at a field. */
export function idReferences(ids: readonly string[] | undefined, pointer: string): Reference[] {
  return (ids ?? []).map((id, at) => ({ pointer: `${pointer}/${at}`, id }));
}

/** The reference to what is named by an id at a field; none where it names nothing. */
export function idReference(id: string | undefined, pointer: string): Reference[] {
  return id === undefined ? [] : [{ pointer, id }];
}

/**
 * The conditions, in the transaction that writes, that everything named is there and the partnership's own, each item checked
 * once; and what to answer where one does not hold: at its field, with the same words whether it exists elsewhere or nowhere.
 */
export function referenceChecks(
  partnershipId: string,
  references: readonly Reference[],
): { readonly checks: readonly Write[]; readonly refusal: (index: number) => Problem } {
  const byId = Map.groupBy(references, ({ id }) => id);
  // A transaction names an item once: of two references to one, that which asks for more is checked.
  const kept = [...byId.values()].flatMap((same) => same.find(({ also }) => also) ?? same.slice(0, 1));
  return {
    checks: kept.map((reference) => checkOf(partnershipId, reference)),
    refusal: (index) => {
      const failed = kept[index];
      if (failed?.refusal) return failed.refusal;
      return invalidAt(failed?.pointer ?? "", `This partnership knows no such ${nounOf(failed?.id)}.`);
    },
  };
}

function checkOf(partnershipId: string, { id, also }: Reference): Write {
  const prefix = prefixOf(id);
  const part = PARTS[prefix];
  const check: Key = part
    ? { pk: `PRT#${partnershipId}`, sk: `${part}${id}` }
    : { pk: `${prefix.toUpperCase()}#${id}`, sk: HEAD };
  // An organisation belongs to nobody; everything else that stands by itself says which partnership it is of, and
  // nothing rests on what was withdrawn.
  const isAnybodys = part !== undefined || prefix === "org";
  if (isAnybodys) return { check, condition: both({ expression: "attribute_exists(pk)" }, also) };
  const own = {
    expression: "partnershipId = :own AND attribute_not_exists(withdrawn)",
    values: { ":own": partnershipId },
  };
  return { check, condition: both(own, also) };
}

function both(one: Condition, other: Condition | undefined): Condition {
  if (!other) return one;
  return {
    expression: `${one.expression} AND ${other.expression}`,
    ...(other.names ? { names: other.names } : {}),
    values: { ...one.values, ...other.values },
  };
}

function prefixOf(id: string): IdPrefix {
  return id.slice(0, id.indexOf("_")) as IdPrefix;
}

function nounOf(id: string | undefined): string {
  return id === undefined ? "thing" : ID_PREFIXES[prefixOf(id)];
}
