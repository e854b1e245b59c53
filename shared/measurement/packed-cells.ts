import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { CELL_STATUSES, type Cell, type Cells, QualitySchema } from "./observation.ts";
import { STAGES } from "./stage.ts";
import { ConfidenceLevelSchema } from "./uncertainty.ts";

/** Cells as one JSON string with short names: nested attributes cost more units, and most of what is stored is names. */
const PackedSchema = lazy(() =>
  z.record(
    z.string(),
    z.object({
      n: z.number().optional(),
      d: z.number().optional(),
      v: z.number().optional(),
      m: z.number().optional(),
      lo: z.number().optional(),
      up: z.number().optional(),
      at: ConfidenceLevelSchema().optional(),
      s: z.enum(CELL_STATUSES).default("ok"),
      st: z.enum(STAGES).optional(),
      q: QualitySchema().optional(),
      from: z.string().optional(),
      by: z.string().optional(),
      note: z.string().optional(),
      on: z.string().optional(),
    }),
  ),
);

/** Cells as they are stored. */
export function packCells(cells: Cells): string {
  const packed = Object.entries(cells).map(([category, cell]) => [category, packCell(cell)]);
  return JSON.stringify(Object.fromEntries(packed));
}

function packCell({
  numerator: n,
  denominator: d,
  value: v,
  margin: m,
  lower: lo,
  upper: up,
  confidenceLevel: at,
  status,
  stage: st,
  quality: q,
  source: from,
  method: by,
  note,
  collectedOn: on,
}: Cell) {
  return { n, d, v, m, lo, up, at, s: status === "ok" ? undefined : status, st, q, from, by, note, on };
}

/** What the short names of a stored cell stand for. */
const LONG: Readonly<Record<keyof PackedCell, keyof Cell>> = {
  n: "numerator",
  d: "denominator",
  v: "value",
  m: "margin",
  lo: "lower",
  up: "upper",
  at: "confidenceLevel",
  s: "status",
  st: "stage",
  q: "quality",
  from: "source",
  by: "method",
  note: "note",
  on: "collectedOn",
};
type PackedCell = z.infer<ReturnType<typeof PackedSchema>>[string];

/** Cells as they were given to `packCells`. */
export function unpackCells(json: string): Cells {
  const packed = PackedSchema().parse(JSON.parse(json));
  return Object.fromEntries(Object.entries(packed).map(([category, cell]) => [category, unpackCell(cell)]));
}

/** By what is there, three or four names of fourteen: to replay all that was recorded, every cell is unpacked. */
function unpackCell(packed: PackedCell): Cell {
  const cell: Record<string, unknown> = {};
  for (const name of Object.keys(packed) as (keyof PackedCell)[])
    if (packed[name] !== undefined) cell[LONG[name]] = packed[name];
  // Each name was replaced by the one it stands for, whose value has the same type.
  return cell as Cell;
}
