import { formatFigure, type Shown } from "./format.ts";

/** The unit of a chart: of money its currency. */
export function chartUnit({ unit, currency }: Pick<Shown, "unit" | "currency">): string {
  return unit === "currency" ? (currency ?? unit) : unit;
}

/** A row of a chart in words: "49.0% → 54.0%"; of a hidden figure why it is hidden, and nothing of before. */
export function movedText(before: Shown | undefined, now: Shown): string {
  const moved = before && before.value !== null && now.value !== null;
  return moved ? `${formatFigure(before)} → ${formatFigure(now)}` : formatFigure(now);
}
