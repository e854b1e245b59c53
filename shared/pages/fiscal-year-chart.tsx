import type { Report } from "../reporting/index.ts";
import { formatMoneyShort } from "../reporting/wording/format.ts";
import { Figure } from "./charts/figure.tsx";
import { drawStackedBars } from "./charts/stacked-bars.tsx";

type Year = Pick<
  Report["money"]["byFiscalYear"][number],
  "label" | "unconditional" | "conditional" | "intended" | "paid"
>;

/** Two bars a fiscal year: what was scheduled (unconditional, conditional hatched, intended outlined), and what was paid. */
export function FiscalYearChart({ years, title }: { years: readonly Year[]; title?: string }) {
  const drawing = {
    kind: "stacked-bars",
    unit: years[0]?.paid.currency ?? "",
    parts: ["unconditional", "conditional", "intended", "paid"],
    fills: ["light", "hatched", "outline", "solid"],
    bars: years.map((year) => ({
      label: year.label,
      parts: [year.unconditional, year.conditional, year.intended].map(({ amount }) => Number(amount)),
      ...(Number(year.paid.amount) > 0 ? { beneath: [0, 0, 0, Number(year.paid.amount)] } : {}),
    })),
  } as const;
  const finding =
    title ?? `Scheduled and paid in ${years.length} fiscal year${years.length === 1 ? "" : "s"}`;
  const chart = { key: "fiscal-years", finding, description: describe(years), drawing };
  return <Figure chart={chart} draw={drawStackedBars} />;
}

function describe(years: readonly Year[]): string {
  const lines = years.map(
    (year) =>
      `${year.label}: ${formatMoneyShort(year.unconditional)} unconditional, ${formatMoneyShort(year.conditional)} conditional, ${formatMoneyShort(year.intended)} intended, ${formatMoneyShort(year.paid)} paid`,
  );
  return `Bars by fiscal year. ${lines.join(". ")}. The same is in the table below.`;
}
