import { attributesOf, type Part, readCollection } from "../../platform/aggregate.ts";
import { type Item, queryAll, type Table } from "../../platform/table.ts";
import { fromItems, type LoadedPartnership, partnershipPk } from "../partnership.store.ts";
import type { AgendaKind, Stamp } from "./agenda-kind.ts";

/** Where the parts of a kind lie: in the partnership's partition, beside what its head's Query brings. */
export function prefixOf(kind: Pick<AgendaKind<object>, "prefix">): string {
  return `X#${kind.prefix.toUpperCase()}#`;
}

/** A part of an agenda, as it is stored. */
export function agendaPart<F extends object>(kind: AgendaKind<F>, value: F & Stamp): Part {
  return {
    sk: `${prefixOf(kind)}${value.id}`,
    type: kind.noun.replaceAll(" ", "-"),
    attributes: value as unknown as Record<string, unknown>,
  };
}

/** The parts of a kind among items of a partnership's partition, each parsed, in the order they were made. */
export function partsOf<F extends object>(items: readonly Item[], kind: AgendaKind<F>): (F & Stamp)[] {
  return items
    .filter(({ sk }) => sk.startsWith(prefixOf(kind)))
    .map((item) => kind.schema().parse(attributesOf(item)));
}

/**
 * Reads a partnership with some of what lies beside its collection: a Query for each prefix, side by side, so one round, since
 * each kind stays under the 1 MB that a Query brings (`write-part.ts`). `items` holds everything read.
 */
export function readWith(prefixes: readonly string[]) {
  return async (table: Table, id: string): Promise<LoadedPartnership | undefined> => {
    const pk = partnershipPk(id);
    const [collection, ...beside] = await Promise.all([
      readCollection(table, pk),
      ...prefixes.map((prefix) => queryAll(table, { partition: pk, prefix })),
    ]);
    return fromItems([...collection, ...beside.flat()]);
  };
}
