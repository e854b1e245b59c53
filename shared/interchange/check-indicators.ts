import { fail, ok, type Result } from "../platform/result.ts";
import type { ColumnMapping } from "./column-mapping.ts";
import { type CsvOptions, type IndicatorFacts, indicatorsOf, unitFaults } from "./import-options.ts";

/** What measurement knows of indicators: those that do not exist are absent. */
export type IndicatorLookUp = {
  readonly indicatorFacts: (ids: readonly string[]) => Promise<ReadonlyMap<string, IndicatorFacts>>;
};

/**
 * Checks that indicators are an organisation's own, and that a mapping reads figures in their unit: `validation_failed` with pointers
 * below `under`. One round, none where no indicator is named.
 */
export async function checkIndicators(
  deps: IndicatorLookUp,
  ask: {
    readonly organisationId: string;
    readonly options: Pick<CsvOptions, "indicatorId" | "indicatorIds"> & { readonly mapping: ColumnMapping };
    readonly under: string;
  },
): Promise<Result<undefined>> {
  const { organisationId, options, under } = ask;
  const ids = indicatorsOf(options);
  if (ids.length === 0) return ok(undefined);
  const facts = await deps.indicatorFacts(ids);
  const own = (id: string) => facts.get(id)?.ownerId === organisationId;
  const unknown = [
    ...(options.indicatorId === undefined || own(options.indicatorId) ? [] : ["/indicatorId"]),
    ...(options.indicatorIds ?? []).flatMap((id, index) => (own(id) ? [] : [`/indicatorIds/${index}`])),
  ];
  const detail = "There is no such indicator in a partnership that you keep.";
  const faults =
    unknown.length > 0
      ? unknown.map((pointer) => ({ pointer, detail }))
      : unitFaults(options.mapping, [...facts.values()]);
  if (faults.length === 0) return ok(undefined);
  const errors = faults.map((fault) => ({ ...fault, pointer: `${under}${fault.pointer}` }));
  return fail({ code: "validation_failed", detail: "The mapping does not fit the indicators.", errors });
}
