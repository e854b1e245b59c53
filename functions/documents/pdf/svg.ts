import { Parser } from "saxen";
import { num } from "./objects.ts";

/** What charts write their letters with. */
export type Lettering = {
  readonly width: (text: string) => number;
  readonly string: (text: string) => string;
};

/** A drawing in PDF's notation, in the drawing's own units, its origin at the top left. */
export type Plotted = {
  readonly width: number;
  readonly height: number;
  readonly operators: string;
  /** How see-through some of its lines are, in hundredths. */
  readonly opacities: readonly number[];
};

type Attributes = Readonly<Record<string, string>>;
type Pencil = {
  readonly letters: Lettering;
  readonly face: string;
  readonly out: string[];
  readonly opacities: Set<number>;
};

const SIZE = 12;

/**
 * Draws a chart as lines and letters: of SVG what our charts are made of, which are lines, circles, rectangles, paths of moves, lines and
 * curves, and texts, all by attributes. The white behind letters is left out: a file of paper needs no halo.
 */
export function plot(svg: string, { letters, face }: { letters: Lettering; face: string }): Plotted {
  const pencil: Pencil = { letters, face, out: [], opacities: new Set() };
  let size = { width: 0, height: 0 };
  let within: string[] = [];
  let text: { readonly attributes: Attributes; words: string } | undefined;
  const parser = new Parser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("openTag", (name, attributes, decode) => {
    const given = decoded(attributes(), decode);
    if (name === "svg") size = { width: Number(given.width), height: Number(given.height) };
    if (name === "text") text = { attributes: given, words: "" };
    if (!within.includes("pattern")) draw(pencil, name, given);
    within = [...within, name];
  });
  parser.on("text", (words, decode) => {
    if (text) text.words += decode(words);
  });
  parser.on("closeTag", (name) => {
    within = within.slice(0, -1);
    if (name !== "text" || !text) return;
    write(pencil, text.attributes, text.words);
    text = undefined;
  });
  parser.parse(svg);
  return { ...size, operators: pencil.out.join("\n"), opacities: [...pencil.opacities] };
}

function decoded(attributes: Attributes, decode: (text: string) => string): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, decode(value)]));
}

function draw(pencil: Pencil, name: string, given: Attributes): void {
  const path = pathOf(name, given);
  if (path === undefined) return;
  const hatched = given.fill?.startsWith("url(") ?? false;
  const fill = hatched || name === "line" ? undefined : colourOf(given.fill ?? "#000000");
  const stroke = colourOf(given.stroke ?? "none");
  if (hatched) pencil.out.push(hatch(given, stroke ?? "0 0 0"));
  if (!fill && !stroke) return;
  const state = [
    ...(fill ? [`${fill} rg`] : []),
    ...(stroke
      ? [`${stroke} RG ${num(Number(given["stroke-width"] ?? 1))} w`, ...strokeState(pencil, given)]
      : []),
  ];
  pencil.out.push(`q ${state.join(" ")} ${path} ${fill ? (stroke ? "B" : "f") : "S"} Q`);
}

function strokeState(pencil: Pencil, given: Attributes): string[] {
  const opacity = given["stroke-opacity"];
  const hundredths = opacity === undefined ? undefined : Math.round(Number(opacity) * 100);
  if (hundredths !== undefined) pencil.opacities.add(hundredths);
  return [
    ...(given["stroke-dasharray"] ? [`[${given["stroke-dasharray"]}] 0 d`] : []),
    ...(given["stroke-linejoin"] === "round" ? ["1 j"] : []),
    ...(given["stroke-linecap"] === "round" ? ["1 J"] : []),
    ...(hundredths === undefined ? [] : [`/O${hundredths} gs`]),
  ];
}

function pathOf(name: string, given: Attributes): string | undefined {
  const at = (key: string) => num(Number(given[key] ?? 0));
  switch (name) {
    case "line":
      return `${at("x1")} ${at("y1")} m ${at("x2")} ${at("y2")} l`;
    case "rect":
      return `${at("x")} ${at("y")} ${at("width")} ${at("height")} re`;
    case "circle":
      return circle(Number(given.cx), Number(given.cy), Number(given.r));
    case "path":
      return curve(given.d ?? "");
    default:
      return undefined;
  }
}

/** How far the handles of a quarter of a circle reach. */
const QUARTER = 0.5523;

function circle(x: number, y: number, r: number): string {
  const h = r * QUARTER;
  const to = (...places: number[]) => places.map(num).join(" ");
  return [
    `${to(x + r, y)} m`,
    `${to(x + r, y + h, x + h, y + r, x, y + r)} c`,
    `${to(x - h, y + r, x - r, y + h, x - r, y)} c`,
    `${to(x - r, y - h, x - h, y - r, x, y - r)} c`,
    `${to(x + h, y - r, x + r, y - h, x + r, y)} c`,
  ].join(" ");
}

const OPERATORS: Readonly<Record<string, string>> = { M: "m", L: "l", C: "c", Z: "h" };

function curve(d: string): string {
  return [...d.matchAll(/([MLCZ])([^MLCZ]*)/g)]
    .map(([, command = "", places = ""]) => {
      const numbers = places.match(/-?\d+(\.\d+)?/g) ?? [];
      return `${numbers.map((one) => num(Number(one))).join(" ")} ${OPERATORS[command]}`;
    })
    .join(" ");
}

/** Slanted lines within a rectangle. */
function hatch(given: Attributes, colour: string): string {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((key) => Number(given[key] ?? 0));
  const [left = 0, top = 0, wide = 0, high = 0] = [x, y, width, height];
  const lines: string[] = [];
  for (let start = left - high; start < left + wide; start += 8.5)
    lines.push(`${num(start)} ${num(top + high)} m ${num(start + high)} ${num(top)} l`);
  return `q ${pathOf("rect", given)} W n ${colour} RG 1.5 w ${lines.join(" ")} S Q`;
}

function write({ out, letters, face }: Pencil, given: Attributes, words: string): void {
  const fill = colourOf(given.fill ?? "#000000") ?? "0 0 0";
  const width = letters.width(words) * SIZE;
  const anchor = given["text-anchor"];
  const x = Number(given.x) - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
  const place = `1 0 0 -1 ${num(x)} ${num(Number(given.y))} Tm`;
  out.push(`${fill} rg BT /${face} ${SIZE} Tf ${place} ${letters.string(words)}Tj ET`);
}

function colourOf(value: string): string | undefined {
  const [, r, g, b] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value) ?? [];
  if (r === undefined || g === undefined || b === undefined) return undefined;
  return [r, g, b]
    .map((part) => String(Math.round((Number.parseInt(part, 16) / 255) * 1000) / 1000))
    .join(" ");
}
