import type { Author } from "../platform/history.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { findIndicator, type LoadedIndicator, saveIndicator, toView } from "./indicator.store.ts";
import { definitionFaults, type Indicator, type IndicatorView } from "./indicator.ts";
import { applyPatch, type IndicatorPatch } from "./indicator-patch.ts";
import { setsPage } from "./observation.store.ts";
import { schemeFaultsOf } from "./schemes/resolve-schemes.ts";

export type IndicatorChange = {
  readonly indicatorId: string;
  readonly ifMatch: number;
  readonly author: Author;
  readonly now: string;
};

/**
 * Changes what an indicator says of itself, for a reason. Its unit, rate base, place and partnership stay; how its figures add up
 * stays once it is said and there are figures. Refused with `validation_failed` at the fields that do not fit.
 */
export function changeIndicator(
  deps: { table: Table },
  input: IndicatorChange & { readonly patch: IndicatorPatch },
): Promise<Result<IndicatorView>> {
  const { reason } = input.patch;
  return writeChange(deps, input, {
    action: "indicator.changed",
    reason,
    next: async ({ indicator, ownerId }) => {
      const next = applyPatch(indicator, input.patch);
      const errors = [
        ...definitionFaults(next).map(({ field, message }) => ({ pointer: `/${field}`, detail: message })),
        ...(await frozenFaults(deps.table, indicator, next)),
        ...(await schemeFaultsOf(deps.table, ownerId, {
          schemes: next.categorySchemes,
          before: indicator.categorySchemes,
        })),
      ];
      if (errors.length > 0)
        return fail({ code: "validation_failed", detail: "The definition does not fit together.", errors });
      return ok(await withOrigin(next));
    },
  });
}

/**
 * What is said of how figures add up, and rested on by some: one Query for one item where that would change. A figure that comes
 * in between keeps the version it was recorded under, so that it can be told what was said then.
 */
async function frozenFaults(table: Table, before: Indicator, next: Indicator): Promise<ProblemPlace[]> {
  const changed = (["aggregation", "overTime"] as const).filter(
    (field) => before[field] !== undefined && before[field] !== next[field],
  );
  if (changed.length === 0) return [];
  const { items } = await setsPage(table, { indicatorId: before.id, limit: 1 });
  if (items.length === 0) return [];
  return changed.map((field) => ({
    pointer: `/${field}`,
    detail: `Figures rest on it: it stays "${before[field]}". Make another indicator for figures that are put together otherwise.`,
  }));
}

/** An indicator with what of its definition is not that of the entry it was made from; the catalogue is loaded for those only. */
async function withOrigin(indicator: Indicator): Promise<Indicator> {
  if (!indicator.catalogue) return indicator;
  const { findEntry } = await import("./catalogue/catalogue.ts");
  const { originOf } = await import("./catalogue/origin.ts");
  const entry = findEntry(indicator.catalogue);
  return entry ? { ...indicator, catalogue: originOf(entry, indicator) } : indicator;
}

/** Reads an owner's indicator in the version it was asked to be changed in, and writes its next state unless that is refused. */
export async function writeChange(
  deps: { table: Table },
  input: IndicatorChange,
  change: {
    readonly action: string;
    readonly reason?: string | undefined;
    readonly next: (loaded: LoadedIndicator) => Result<Indicator> | Promise<Result<Indicator>>;
  },
): Promise<Result<IndicatorView>> {
  const previous = await findIndicator(deps.table, input.indicatorId);
  if (previous?.ownerId !== input.author.organisationId)
    return fail({ code: "not_found", detail: "There is no such indicator." });
  const currentVersion = previous.head.version;
  if (currentVersion !== input.ifMatch) {
    const detail =
      "Somebody changed this indicator since you read it. Read it again, then send your change anew.";
    return fail({ code: "version_conflict", detail, extra: { currentVersion } });
  }
  const next = await change.next(previous);
  if (!next.ok) return next;
  const { action, reason } = change;
  const { ownerId } = previous;
  const { author: by, now } = input;
  const write = { action, reason, previous, next: next.value, ownerId, by, now };
  const written = await saveIndicator(deps.table, write);
  return written.ok ? ok(toView({ indicator: next.value, ownerId, head: written.value })) : written;
}
