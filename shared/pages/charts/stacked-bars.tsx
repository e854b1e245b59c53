import { stack } from "d3-shape";
import { BAR_FILLS, type Bar, type BarFill } from "../../reporting/document/report-document.ts";
import type { DrawingOf, Drawn, Manner } from "./drawn.ts";
import { LINE, linesOf, widthOf } from "./lettering.ts";
import { Lines } from "./lines.tsx";
import { linear, rounded } from "./scale.ts";
import { tickText } from "./values.ts";

const WIDTH = 400;
const MOST_OF_LABEL = 120;
/** Right of the bars each part is said, never their sum: some of them are never to be added. */
const MOST_OF_AMOUNTS = 170;

type Bars = DrawingOf<"stacked-bars">;

/** Bars across, one a label: parts one after the other, told apart by how they are filled, with what each is behind. */
export function drawStackedBars(drawing: Bars, manner: Manner): Drawn {
  const { bars } = drawing;
  const longest = Math.max(0, ...bars.flatMap(({ parts, beneath = [] }) => [sum(parts), sum(beneath)]));
  if (longest <= 0) return undefined;
  const left = Math.min(MOST_OF_LABEL, Math.max(...bars.map(({ label }) => widthOf(label)))) + 8;
  const amounts = Math.max(...bars.map((bar) => widthOf(amountsOf(bar, drawing.unit))));
  const scale = linear([0, longest], [left, WIDTH - Math.min(amounts + 8, MOST_OF_AMOUNTS)]);
  let top = 0;
  const placed = bars.map((bar) => {
    const lines = linesOf(bar.label, left - 8);
    const here = { bar, lines, top };
    top += Math.max(lines.length * LINE, bar.beneath ? 30 : 18) + 12;
    return here;
  });
  const key = keyOf(drawing, left);
  return {
    width: WIDTH,
    height: top + (key.at(-1)?.y ?? 0) + 16,
    content: (
      <>
        <defs>
          <pattern
            id={manner.id}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line {...manner.look("hatch")} x1="0" y1="0" x2="0" y2="6" />
          </pattern>
        </defs>
        {placed.map((one) => (
          <Row {...one} drawing={drawing} manner={manner} scale={scale} />
        ))}
        {key.map(({ fill, text, x, y }) => (
          <>
            <Rect fill={fill} manner={manner} x={x} y={top + y} width={12} height={12} />
            <text {...manner.look("soft")} x={x + 18} y={top + y + 10}>
              {text}
            </text>
          </>
        ))}
      </>
    ),
  };
}

function sum(parts: readonly number[]): number {
  return parts.reduce((total, part) => total + Math.max(part, 0), 0);
}

/** What each part of a bar is, in the order in which they lie. */
function amountsOf({ parts, beneath = [] }: Bar, unit: string): string {
  const said = (of: readonly number[]) => of.filter((part) => part > 0).map((part) => tickText(part, unit));
  return [...said(parts), ...said(beneath)].join(", ");
}

function fillOf({ fills }: Bars, index: number): BarFill {
  return (fills ?? BAR_FILLS)[index] ?? "outline";
}

type Scale = (value: number) => number;

function Row(props: {
  bar: Bar;
  lines: readonly string[];
  top: number;
  drawing: Bars;
  manner: Manner;
  scale: Scale;
}) {
  const { bar, lines, top, drawing, manner, scale } = props;
  const total = Math.max(sum(bar.parts), sum(bar.beneath ?? []));
  return (
    <>
      <Lines lines={lines} x={0} y={top + 15} look={manner.look} />
      <Parts parts={bar.parts} drawing={drawing} manner={manner} scale={scale} y={top + 3} height={15} />
      {bar.beneath && (
        <Parts parts={bar.beneath} drawing={drawing} manner={manner} scale={scale} y={top + 21} height={9} />
      )}
      {total > 0 && (
        <text {...manner.look("soft")} x={scale(total) + 6} y={top + 15}>
          {amountsOf(bar, drawing.unit)}
        </text>
      )}
    </>
  );
}

/** One bar. What is less than nothing has no length, and stands in the table. */
function Parts(props: {
  parts: readonly number[];
  drawing: Bars;
  manner: Manner;
  scale: Scale;
  y: number;
  height: number;
}) {
  const { parts, drawing, manner, scale, y, height } = props;
  const stacked = stack<unknown, readonly number[], number>()
    .keys(parts.keys())
    .value((amounts, key) => Math.max(amounts[key] ?? 0, 0))([parts]);
  return (
    <>
      {stacked.map(([series], index) => {
        if (!series || series[0] === series[1]) return null;
        const [from, to] = [scale(series[0]), scale(series[1])];
        const fill = fillOf(drawing, index);
        return <Rect fill={fill} manner={manner} x={from} y={y} width={rounded(to - from)} height={height} />;
      })}
    </>
  );
}

function Rect(props: { fill: BarFill; manner: Manner; x: number; y: number; width: number; height: number }) {
  const { fill, manner, ...place } = props;
  const hatch = fill === "hatched" ? { fill: `url(#${manner.id})` } : {};
  return <rect {...manner.look(fill)} {...hatch} {...place} />;
}

/** The parts that are there, in lines under the bars. */
function keyOf(drawing: Bars, left: number) {
  let [x, y] = [left, 0];
  return drawing.parts.flatMap((text, index) => {
    const isThere = drawing.bars.some(
      ({ parts, beneath }) => (parts[index] ?? 0) > 0 || (beneath?.[index] ?? 0) > 0,
    );
    if (!isThere) return [];
    const width = widthOf(text) + 32;
    if (x > left && x + width > WIDTH) [x, y] = [left, y + 18];
    const entry = { fill: fillOf(drawing, index), text, x, y };
    x += width;
    return [entry];
  });
}
