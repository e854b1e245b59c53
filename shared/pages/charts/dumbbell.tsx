import type { DumbbellRow } from "../../reporting/document/report-document.ts";
import type { DrawingOf, Drawn, Manner } from "./drawn.ts";
import { LINE, linesOf, widthOf } from "./lettering.ts";
import { Lines } from "./lines.tsx";
import { boundsOf, rounded, scaleOf } from "./scale.ts";
import { valueText } from "./values.ts";
import { chartWords } from "./words.ts";

const WIDTH = 400;
const AREA = { left: 8, right: WIDTH - 8 };
const ROOM = AREA.right - AREA.left;
/** Beneath the text of a row: its track, and the space to the next. */
const TRACK = 24;

type Dumbbell = DrawingOf<"dumbbell">;
type Row = {
  readonly row: DumbbellRow;
  readonly label: readonly string[];
  readonly value: readonly string[];
  readonly isOneLine: boolean;
  readonly top: number;
  readonly track: number;
};

/** Groups at two dates: one row a group, an open dot then, a filled dot now, everybody as a line behind. */
export function drawDumbbell(drawing: Dumbbell, manner: Manner): Drawn {
  const values = drawing.rows.flatMap(({ before, now }) => [before, now].filter((value) => value !== null));
  if (!drawing.rows.some(({ now }) => now !== null)) return undefined;
  const { everybody, unit } = drawing;
  const all = [...values, ...(drawing.alongside ?? []), ...(everybody === undefined ? [] : [everybody])];
  const { at } = scaleOf(all, { from: AREA.left, to: AREA.right }, boundsOf(unit));
  const rows = rowsOf(drawing);
  const foot = rows.at(-1)?.track ?? 0;
  return {
    width: WIDTH,
    height: foot + (everybody === undefined ? 12 : 30),
    content: (
      <>
        <Key drawing={drawing} manner={manner} />
        <Everybody drawing={drawing} manner={manner} at={at} tracks={rows.map(({ track }) => track)} />
        {rows.map((row) => (
          <GroupRow row={row} manner={manner} at={at} />
        ))}
      </>
    ),
  };
}

/** Rows one under the other, each as high as its text: what does not fit on one line takes as many as it needs. */
function rowsOf(drawing: Dumbbell): Row[] {
  let top = LINE + 6;
  return drawing.rows.map((row) => {
    const text = row.text ?? movedText(row, drawing.unit);
    const isOneLine = widthOf(row.label) + widthOf(text) + 12 <= ROOM;
    const label = isOneLine ? [row.label] : linesOf(row.label, ROOM);
    const value = isOneLine ? [text] : linesOf(text, ROOM);
    const lines = isOneLine ? 1 : label.length + value.length;
    const placed = { row, label, value, isOneLine, top: top + LINE, track: top + lines * LINE + 10 };
    top = placed.track + TRACK - LINE + 2;
    return placed;
  });
}

function movedText({ before, now }: DumbbellRow, unit: string): string {
  if (now === null) return "";
  return before === null ? valueText(now, unit) : `${valueText(before, unit)} → ${valueText(now, unit)}`;
}

type At = (value: number) => number;

function GroupRow({ row: placed, manner, at }: { row: Row; manner: Manner; at: At }) {
  const { look } = manner;
  const { row, label, value, isOneLine, top, track: y } = placed;
  const { before, now } = row;
  return (
    <>
      <Lines lines={label} x={AREA.left} y={top} look={look} />
      <Lines
        lines={value}
        x={AREA.right}
        y={isOneLine ? top : top + label.length * LINE}
        look={look}
        mark={now === null ? "soft" : "text"}
        anchor="end"
      />
      <line {...look("grid")} x1={AREA.left} x2={AREA.right} y1={y} y2={y} />
      {now !== null && before !== null && (
        <line {...look("move")} x1={at(before)} x2={at(now)} y1={y} y2={y} />
      )}
      {now !== null && before !== null && <circle {...look("open")} cx={at(before)} cy={y} r="4.5" />}
      {now !== null && <circle {...look("dot")} cx={at(now)} cy={y} r="5" />}
    </>
  );
}

/** Which dot is when. */
function Key({ drawing, manner: { look } }: { drawing: Dumbbell; manner: Manner }) {
  const hasBefore = drawing.rows.some(({ before, now }) => before !== null && now !== null);
  const now = rounded(AREA.left + (hasBefore ? widthOf(drawing.beforeLabel) + 32 : 0));
  return (
    <g>
      {hasBefore && <circle {...look("open")} cx={AREA.left + 5} cy="9" r="4" />}
      {hasBefore && (
        <text {...look("soft")} x={AREA.left + 15} y="13">
          {drawing.beforeLabel}
        </text>
      )}
      <circle {...look("dot")} cx={now + 5} cy="9" r="4" />
      <text {...look("soft")} x={now + 15} y="13">
        {drawing.nowLabel}
      </text>
    </g>
  );
}

/** Everybody's figure now: a line across each track, broken where text stands. */
function Everybody(props: { drawing: Dumbbell; manner: Manner; at: At; tracks: readonly number[] }) {
  const { drawing, manner, at, tracks } = props;
  const { everybody, everybodyText, unit } = drawing;
  if (everybody === undefined) return null;
  const x = at(everybody);
  const foot = (tracks.at(-1) ?? 0) + 12;
  const text = `${chartWords(manner.language).everybody} ${everybodyText ?? valueText(everybody, unit)}`;
  return (
    <>
      {tracks.map((y) => (
        <line {...manner.look("all")} x1={x} x2={x} y1={y - 8} y2={y + 8} />
      ))}
      <text {...manner.look("soft")} x={x} y={foot + 13} text-anchor={anchorOf(x, text)}>
        {text}
      </text>
    </>
  );
}

function anchorOf(x: number, text: string): string {
  const half = widthOf(text) / 2;
  if (x < half) return "start";
  return x > WIDTH - half ? "end" : "middle";
}
