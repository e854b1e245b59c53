import type { Period } from "../../platform/time.ts";
import type { SeriesBreak } from "../indicator.ts";

/** The first day from which all figures up to a period are of one kind; "" where the series has no break before it. */
export function lastBreakBefore({ start }: Pick<Period, "start">, breaks: readonly SeriesBreak[]): string {
  const days = breaks.map(({ startsOn }) => startsOn).filter((day) => day <= start);
  return days.sort().at(-1) ?? "";
}
