const INK = "#1c2530";
const SOFT = "#55606c";
const SERIES = "#17607f";
const LIGHT = "#d8e8ee";
const PAPER = "#ffffff";

type Attributes = Readonly<Record<string, string>>;

/** What charts are drawn with: the class that a page's style sheet knows, and the attributes that draw the same without one. */
const MARKS = {
  text: { class: "", fill: INK },
  halo: {
    class: "halo",
    fill: INK,
    stroke: PAPER,
    "stroke-width": "4",
    "stroke-linejoin": "round",
    "paint-order": "stroke",
  },
  soft: { class: "t", fill: SOFT },
  grid: { class: "grid", stroke: "#dcd8ce" },
  axis: { class: "axis", stroke: "#8a8f96" },
  line: {
    class: "line",
    fill: "none",
    stroke: SERIES,
    "stroke-width": "2.5",
    "stroke-linejoin": "round",
    "stroke-linecap": "round",
  },
  dot: { class: "dot", fill: SERIES },
  open: { class: "open", fill: PAPER, stroke: SERIES, "stroke-width": "2" },
  aim: { class: "aim", fill: "none", stroke: SOFT, "stroke-width": "1.5", "stroke-dasharray": "5 4" },
  all: { class: "all", stroke: SOFT, "stroke-width": "1.5", "stroke-dasharray": "2 3" },
  move: { class: "move", stroke: "#8a949e", "stroke-width": "3" },
  solid: { class: "paid", fill: SERIES },
  light: { class: "due", fill: LIGHT, stroke: SERIES },
  hatched: { class: "cond", stroke: SERIES },
  outline: { class: "intd", fill: "none", stroke: SOFT, "stroke-dasharray": "4 3" },
  hatch: { class: "hatch", stroke: SERIES, "stroke-width": "1.5" },
  band: { class: "band", fill: "none", stroke: SERIES, "stroke-opacity": "0.25" },
  thread: { class: "thread", fill: "none", stroke: SOFT, "stroke-width": "1.5", "stroke-opacity": "0.6" },
} as const satisfies Readonly<Record<string, Attributes & { readonly class: string }>>;

export type MarkName = keyof typeof MARKS;

/** Gives the attributes of a mark. */
export type Look = (name: MarkName) => Attributes;

/** In a page: by class, so that the style sheet decides, in light, in dark and in print. */
export const PAGE_LOOK: Look = (name) => (MARKS[name].class === "" ? {} : { class: MARKS[name].class });

/** In a file of its own: by attributes alone, on white paper. */
export const FILE_LOOK: Look = (name) => {
  const { class: _, ...attributes } = MARKS[name];
  return attributes;
};

/** Which mark a class of a page is. */
export const MARK_OF_CLASS: ReadonlyMap<string, MarkName> = new Map(
  Object.entries(MARKS).map(([name, mark]) => [mark.class, name as MarkName]),
);
