import type { Money } from "../platform/money.ts";
import { formatMoneyShort } from "../reporting/wording/format.ts";
import { Figure } from "./charts/figure.tsx";
import { drawStackedBars } from "./charts/stacked-bars.tsx";

type Year = { readonly label: string; readonly unconditional: Money; readonly conditional: Money };

/** A bar a year of what is still to be paid: what is sure, and what waits for conditions. */
export function ForecastChart({ years }: { years: readonly Year[] }) {
  const drawing = {
    kind: "stacked-bars",
    unit: years[0]?.unconditional.currency ?? "",
    parts: ["unconditional", "conditional"],
    fills: ["light", "hatched"],
    bars: years.map(({ label, unconditional, conditional }) => ({
      label,
      parts: [Number(unconditional.amount), Number(conditional.amount)],
    })),
  } as const;
  const said = years.map(
    ({ label, unconditional, conditional }) =>
      `${label}: ${formatMoneyShort(unconditional)} unconditional, ${formatMoneyShort(conditional)} conditional`,
  );
  const chart = {
    key: `forecast-${drawing.unit}`,
    finding: `Still to be paid in ${years.length} fiscal year${years.length === 1 ? "" : "s"}`,
    description: `Bars by fiscal year. ${said.join(". ")}. The same is in the table below.`,
    drawing,
  };
  return <Figure chart={chart} draw={drawStackedBars} />;
}
