import type { IndicatorLookUp } from "../../shared/interchange/check-indicators.ts";
import { findIndicators } from "../../shared/measurement/indicator.store.ts";
import type { Table } from "../../shared/platform/table.ts";

/** What imports need to know of indicators, from measurement: whose they are, and in what they are measured. */
export function indicatorLookUp(table: Table): IndicatorLookUp {
  return {
    indicatorFacts: async (ids) => {
      const found = await findIndicators(table, ids);
      return new Map(
        [...found].map(([id, { ownerId, indicator }]) => {
          const { unit, ratePer } = indicator;
          return [id, { ownerId, unit, ratePer }];
        }),
      );
    },
  };
}
