import type { Report } from "../reporting/index.ts";
import { formatMoneyShort } from "../reporting/wording/format.ts";

type Year = Report["money"]["byFiscalYear"][number];

const WIDTH = 400;
const LABEL = 52;
const ROW = 44;

/** Two bars a fiscal year: what was scheduled (unconditional, conditional hatched, intended outlined), and what was paid. */
export function FiscalYearChart({ money }: { money: Report["money"] }) {
  const years = money.byFiscalYear;
  const longest = Math.max(...years.map((year) => Math.max(scheduledOf(year), Number(year.paid.amount))), 1);
  const scale = (amount: number) => (Math.max(amount, 0) / longest) * (WIDTH - LABEL - 4);
  const title = `Scheduled and paid in ${years.length} fiscal year${years.length === 1 ? "" : "s"}`;
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${years.length * ROW + 24}`} role="img" aria-label={describe(years)}>
        <defs>
          <pattern
            id="hatch"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line class="hatch" x1="0" y1="0" x2="0" y2="6" />
          </pattern>
        </defs>
        {years.map((year, index) => (
          <YearBars year={year} top={index * ROW} scale={scale} />
        ))}
        <Key top={years.length * ROW + 8} years={years} />
      </svg>
    </figure>
  );
}

function scheduledOf(year: Year): number {
  return Number(year.unconditional.amount) + Number(year.conditional.amount) + Number(year.intended.amount);
}

function YearBars({ year, top, scale }: { year: Year; top: number; scale: (amount: number) => number }) {
  const parts = [
    { class: "due", width: scale(Number(year.unconditional.amount)) },
    { class: "cond", width: scale(Number(year.conditional.amount)) },
    { class: "intd", width: scale(Number(year.intended.amount)) },
  ];
  let x = LABEL;
  return (
    <>
      <text x="0" y={top + 20}>
        {year.label}
      </text>
      {parts.map((part) => {
        const rect =
          part.width > 0 ? (
            <rect class={part.class} x={x} y={top + 4} width={part.width} height="14" />
          ) : null;
        x += part.width;
        return rect;
      })}
      {Number(year.paid.amount) > 0 && (
        <rect class="paid" x={LABEL} y={top + 22} width={scale(Number(year.paid.amount))} height="10" />
      )}
    </>
  );
}

function Key({ top, years }: { top: number; years: readonly Year[] }) {
  const some = (name: "unconditional" | "conditional" | "intended" | "paid") =>
    years.some((year) => Number(year[name].amount) > 0);
  const shown = [
    { class: "due", text: "unconditional", is: some("unconditional") },
    { class: "cond", text: "conditional", is: some("conditional") },
    { class: "intd", text: "intended", is: some("intended") },
    { class: "paid", text: "paid", is: some("paid") },
  ].filter((entry) => entry.is);
  return (
    <>
      {shown.map((entry, index) => (
        <>
          <rect class={entry.class} x={LABEL + index * 105} y={top} width="12" height="12" />
          <text class="t" x={LABEL + index * 105 + 18} y={top + 10}>
            {entry.text}
          </text>
        </>
      ))}
    </>
  );
}

function describe(years: readonly Year[]): string {
  const lines = years.map(
    (year) =>
      `${year.label}: ${formatMoneyShort(year.unconditional)} unconditional, ${formatMoneyShort(year.conditional)} conditional, ${formatMoneyShort(year.intended)} intended, ${formatMoneyShort(year.paid)} paid`,
  );
  return `Bars by fiscal year. ${lines.join(". ")}. The same is in the table below.`;
}
