import * as z from "zod";
import { changesUntil, settledInstant } from "../../platform/as-of.ts";
import { lazy } from "../../platform/lazy.ts";
import { foldChanges } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Item, Table } from "../../platform/table.ts";
import { type LoadedPartnership, partnershipPk, requireReadable } from "../partnership.store.ts";
import { partsOf, prefixOf, readWith } from "./agenda.store.ts";
import type { AgendaKind, Stamp } from "./agenda-kind.ts";
import { DisplayNameSchema, NAMES, namesOf } from "./display-name.ts";
import { AGENDA_KINDS } from "./kinds.ts";
import { SEATS } from "./seat.ts";
import { noSuchPart } from "./write-part.ts";

type Asked = { readonly partnershipId: string; readonly organisationId: string };
type Versioned<T> = { readonly value: T; readonly version: number };

const SeatViewSchema = lazy(() => {
  const seat = SEATS.schema() as unknown as z.ZodObject;
  const displayName = DisplayNameSchema().shape.displayName.optional().meta({
    description: "How whoever holds it asked to be called; only where they did.",
  });
  return seat.extend({ displayName }).meta({ id: "NamedSeat" });
});

const partsSchema = <F extends object>(kind: AgendaKind<F>) => z.array(kind.schema());

/** What the partners agreed on, whole. */
export const AgendaViewSchema = lazy(() =>
  z
    .strictObject({
      results: partsSchema(AGENDA_KINDS.results),
      activities: partsSchema(AGENDA_KINDS.activities),
      groups: partsSchema(AGENDA_KINDS.groups),
      seats: z.array(SeatViewSchema()),
      rootCauses: partsSchema(AGENDA_KINDS.rootCauses),
      curveStories: partsSchema(AGENDA_KINDS.curveStories),
      staffRoles: partsSchema(AGENDA_KINDS.staffRoles),
    })
    .meta({ id: "Agenda", description: "What the partners agreed on: each list in the order it was made." }),
);

/** What has to be read beside a partnership's collection to show its agenda. */
export const AGENDA_PREFIXES = [...Object.values(AGENDA_KINDS).map(prefixOf), NAMES];

/** The agenda among items of a partnership's partition. */
export function agendaOf(items: readonly Item[]) {
  const names = namesOf(items);
  const { results, activities, groups, seats, rootCauses, curveStories, staffRoles } = AGENDA_KINDS;
  return {
    results: partsOf(items, results),
    activities: partsOf(items, activities),
    groups: partsOf(items, groups),
    seats: partsOf(items, seats).map((seat) => {
      const displayName = names.get(seat.id)?.displayName;
      return displayName === undefined ? seat : { ...seat, displayName };
    }),
    rootCauses: partsOf(items, rootCauses),
    curveStories: partsOf(items, curveStories),
    staffRoles: partsOf(items, staffRoles),
  };
}
export type Agenda = ReturnType<typeof agendaOf>;

/**
 * The agenda of a partnership, for those who may read it. One round: a Query for each kind, side by side. With `asOf` as it was recorded
 * at that instant, without names, for those who may read it *now*; that reads the partnership's history up to then, page by page.
 */
export async function showAgenda(
  deps: { readonly table: Table },
  asked: Asked & { readonly now: string; readonly asOf?: string | undefined },
): Promise<Result<Versioned<Agenda>>> {
  const loaded = await loadWith(deps.table, asked, AGENDA_PREFIXES);
  if (!loaded.ok) return loaded;
  const { items, version } = loaded.value;
  return asked.asOf === undefined
    ? ok({ value: agendaOf(items), version })
    : agendaAt(deps.table, { ...asked, asOf: asked.asOf });
}

async function agendaAt(
  table: Table,
  asked: { readonly partnershipId: string; readonly now: string; readonly asOf: string },
): Promise<Result<Versioned<Agenda>>> {
  const instant = settledInstant(asked.asOf, asked.now);
  if (!instant.ok) return instant;
  const pk = partnershipPk(asked.partnershipId);
  const changes = await changesUntil(table, pk, instant.value);
  const last = changes.at(-1);
  if (!last)
    return fail({ code: "not_found", detail: "The partnership was not recorded yet at this instant." });
  // Of names the history holds digests only.
  const parts = [...foldChanges(changes)].filter(([sk]) => !sk.startsWith(NAMES));
  return ok({
    value: agendaOf(parts.map(([sk, part]) => ({ ...part, pk, sk }))),
    version: last.version,
  });
}

/** One part of an agenda, for those who may read it. One round of two Queries. */
export async function showPart<F extends object>(
  deps: { readonly table: Table },
  asked: Asked & { readonly kind: AgendaKind<F>; readonly partId: string },
): Promise<Result<Versioned<F & Stamp>>> {
  const { kind, partId } = asked;
  const loaded = await loadWith(deps.table, asked, [prefixOf(kind)]);
  if (!loaded.ok) return loaded;
  const value = partsOf(loaded.value.items, kind).find(({ id }) => id === partId);
  return value ? ok({ value, version: loaded.value.version }) : fail(noSuchPart(kind));
}

async function loadWith(
  table: Table,
  { partnershipId, organisationId }: Asked,
  prefixes: readonly string[],
): Promise<Result<LoadedPartnership>> {
  return requireReadable(await readWith(prefixes)(table, partnershipId), { organisationId });
}
