import { describe, expect, it } from "vitest";
import { ChartFigure, chartFile } from "../../../shared/pages/charts/chart.tsx";
import type { Drawable } from "../../../shared/pages/charts/figure.tsx";
import { linesOf, widthOf } from "../../../shared/pages/charts/lettering.ts";
import { layOut } from "../../../shared/pages/charts/sankey-layout.ts";
import type { Drawing } from "../../../shared/reporting/document/report-document.ts";

const aChart = (drawing: Drawing): Drawable => ({
  key: "money / by year",
  finding: "Reading rose <again> & again",
  description: "Line chart of reading, 2021-22 to 2024-25.",
  drawing,
});

/** A chart as a page shows it. */
const onPage = (drawing: Drawing) => String(ChartFigure({ chart: aChart(drawing), language: "en" }));

/** A chart as a file. */
const asFile = (drawing: Drawing, language: "en" | "es" = "en") => chartFile(aChart(drawing), language) ?? "";

/** The elements of a name, each with its attributes. */
function elementsOf(svg: string, name: string) {
  return [...svg.matchAll(new RegExp(`<${name}((?: [\\w:-]+="[^"]*")*)`, "g"))].map(([, attributes = ""]) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    ),
  );
}

const SERIES = {
  kind: "series",
  unit: "percent",
  points: [
    { label: "2020-21", value: 47 },
    { label: "2021-22", value: 49 },
    { label: "2022-23", value: null, status: "c" },
    { label: "2023-24", value: 53 },
    { label: "2024-25", value: 54 },
  ],
  baseline: { label: "2021-22", value: 49 },
  target: { label: "2028-29", value: 65 },
} as const satisfies Drawing;

const BARS = {
  kind: "stacked-bars",
  unit: "USD",
  parts: ["Paid", "Payable", "Conditional", "Intended"],
  bars: [
    { label: "FY2025", parts: [2_000_000, 500_000, 0, 0] },
    { label: "FY2026", parts: [0, 0, 2_500_000, 2_500_000] },
  ],
} as const satisfies Drawing;

const LONG = "Students experiencing homelessness, in shelters, doubled up or in temporary accommodation";
const PROTECTED = "protected: could identify a child";
const DUMBBELL = {
  kind: "dumbbell",
  unit: "percent",
  beforeLabel: "2021-22",
  nowLabel: "2024-25",
  everybody: 54,
  rows: [
    { label: LONG, before: 31, now: 36 },
    { label: "Housed", before: null, now: null, text: PROTECTED },
    { label: "Asian", before: null, now: 66 },
  ],
} as const satisfies Drawing;

const SANKEY = {
  kind: "sankey",
  nodes: [
    { id: "grant", label: "The grant", column: 0 },
    { id: "readers", label: "Readers", column: 1 },
    { id: "navigators", label: "Navigators", column: 1 },
    { id: "seats", label: "Seats", column: 2 },
    { id: "reading", label: "Reading", column: 3 },
  ],
  links: [
    { source: "grant", target: "readers", weight: 3_000_000 },
    { source: "grant", target: "navigators", weight: 1_000_000 },
    { source: "readers", target: "seats" },
    { source: "seats", target: "reading" },
    { source: "navigators", target: "reading" },
  ],
} as const satisfies Drawing;

const ALL: readonly Drawing[] = [SERIES, BARS, DUMBBELL, SANKEY];

describe.each(ALL)("a chart of $kind", (drawing) => {
  it("opens by itself: named and described, drawn by attributes, asking nobody for anything", () => {
    const svg = asFile(drawing);
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" lang="en" width="\d+" height="\d+" viewBox="0 0 \d+ \d+" role="img" aria-labelledby="title description"/,
    );
    expect(svg).toContain('<title id="title">Reading rose &lt;again&gt; &amp; again</title>');
    expect(svg).toContain('<desc id="description">Line chart of reading, 2021-22 to 2024-25.</desc>');
    expect(svg).not.toMatch(
      /<(script|style|image|use|a|foreignObject)[ >]| (style|class|href|on\w+)=|@import/,
    );
    expect(svg.match(/url\([^)]*\)/g) ?? []).toEqual(drawing.kind === "stacked-bars" ? [HATCH, HATCH] : []);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("in a page is drawn by classes, so that the style sheet decides", () => {
    const html = onPage(drawing);
    expect(html).toMatch(
      /^<figure><figcaption>.*<\/figcaption><svg viewBox="[\d ]+" role="img" aria-label="Line /,
    );
    expect(html).not.toMatch(/ (stroke|style)=|#[0-9a-f]{6}/);
  });

  it("is the same text whenever it is drawn", () => {
    expect(asFile(drawing)).toBe(asFile(drawing));
  });
});

const HATCH = "url(#hatch-money---by-year)";

describe("a series", () => {
  it("is a line of what is known, with a gap where a figure is hidden, which is said", () => {
    const html = onPage(SERIES);
    const lines = elementsOf(html, "path").filter((path) => path.class === "line");
    expect(lines.map(({ d = "" }) => d.match(/[ML]/g)?.join(""))).toEqual(["ML", "ML"]);
    expect(elementsOf(html, "circle").filter((circle) => circle.class === "dot")).toHaveLength(4);
    expect(html).toContain(">protected</text>");
  });

  it("has no line through a single figure, and nothing at all of none", () => {
    const alone = { ...SERIES, points: SERIES.points.slice(1, 3) };
    expect(onPage(alone)).not.toContain('class="line"');
    const { target: _, baseline: __, ...bare } = SERIES;
    expect(chartFile(aChart({ ...bare, points: SERIES.points.slice(2, 3) }), "en")).toBeUndefined();
  });

  it("leads by a dashed line from the baseline to the target, both named in the document's language", () => {
    const [aim] = elementsOf(asFile(SERIES), "line").filter((line) => line["stroke-dasharray"] === "5 4");
    const baseline = elementsOf(asFile(SERIES), "circle").find(({ r }) => r === "6.5");
    expect([aim?.x1, aim?.y1]).toEqual([baseline?.cx, baseline?.cy]);
    expect(asFile(SERIES)).toMatch(/>baseline<.*>target<|>target<.*>baseline</);
    expect(asFile(SERIES, "es")).toMatch(/>línea base<.*>meta<|>meta<.*>línea base</);
  });

  it("ends before a break and starts anew after it, with a note that says so", () => {
    const html = onPage({ ...SERIES, breaksBefore: ["2024-25"] });
    const lines = elementsOf(html, "path").filter((path) => path.class === "line");
    expect(lines).toHaveLength(1);
    expect(html).toContain("new series: not comparable with what is before");
  });

  it("keeps to time where every point has its day, and to even steps where one has none", () => {
    const dated = ["2020-06-30", "2021-06-30", "2024-06-30"].map((on) => ({ label: on, value: 50, on }));
    const places = (points: readonly { readonly label: string; readonly value: number }[]) =>
      elementsOf(asFile({ kind: "series", unit: "percent", points }), "circle").map(({ cx }) => Number(cx));
    const [a = 0, b = 0, c = 0] = places(dated);
    expect((c - b) / (b - a)).toBeCloseTo(3, 1);
    const [d = 0, e = 0, f = 0] = places(dated.map(({ label, value }) => ({ label, value })));
    expect((f - e) / (e - d)).toBeCloseTo(1, 1);
  });

  it("names the first point in time only where that does not run into the last", () => {
    const pair = [
      { label: "2023-24", value: 52, on: "2024-06-30" },
      { label: "2024-25", value: 54, on: "2025-06-30" },
    ];
    const near = onPage({
      ...SERIES,
      points: pair,
      baseline: { label: "2021-22", value: 49, on: "2022-06-30" },
      target: { label: "2028-29", value: 65, on: "2029-06-30" },
    });
    expect([near.includes(">2023-24</text>"), near.includes(">2024-25</text>")]).toEqual([false, true]);
    const { target: _, baseline: __, ...bare } = SERIES;
    const wide = onPage({ ...bare, points: pair });
    expect([wide.includes(">2023-24</text>"), wide.includes(">2024-25</text>")]).toEqual([true, true]);
  });

  it("writes no figure beyond its edge, however long the figure is", () => {
    const points = [
      { label: "2023", value: 1_000_000 },
      { label: "2024", value: 123_456_789 },
    ];
    const svg = asFile({ kind: "series", unit: "USD", points });
    const [label] = elementsOf(svg, "text").slice(-3);
    expect(svg).toContain(">$123,456,789<");
    expect(Number(label?.x) + widthOf("$123,456,789")).toBeLessThanOrEqual(400);
  });
});

describe("stacked bars", () => {
  it("are as long as their amounts, filled by what the money is, beginning where the one before ends", () => {
    const rects = elementsOf(onPage(BARS), "rect").slice(0, 4);
    expect(rects.map((rect) => rect.class)).toEqual(["paid", "due", "cond", "intd"]);
    const [paid, payable, conditional, intended] = rects.map(({ x, width }) => [Number(x), Number(width)]);
    expect((paid?.[1] ?? 0) / (payable?.[1] ?? 1)).toBeCloseTo(4, 1);
    expect(conditional?.[1]).toBeCloseTo(intended?.[1] ?? 0, 0);
    expect((paid?.[0] ?? 0) + (paid?.[1] ?? 0)).toBeCloseTo(payable?.[0] ?? 0, 1);
  });

  it("tell of the parts that are there, and of no other", () => {
    const svg = asFile({ ...BARS, bars: [{ label: "FY2025", parts: [1, 1, 0, 0] }] });
    expect(svg).toMatch(/>Paid<.*>Payable</);
    expect(svg).not.toMatch(/>Conditional<|>Intended</);
    expect(
      chartFile(aChart({ ...BARS, bars: [{ label: "FY2025", parts: [0, 0, 0, 0] }] }), "en"),
    ).toBeUndefined();
  });
});

describe("a dumbbell", () => {
  it("draws no dot of a row that is hidden, and says why in its place", () => {
    const html = onPage(DUMBBELL);
    const dots = elementsOf(html, "circle").filter(({ r }) => r === "5");
    expect(dots).toHaveLength(2);
    expect(html).toContain(PROTECTED);
    const shown = { ...DUMBBELL, rows: DUMBBELL.rows.filter(({ now }) => now !== null) };
    const places = (of: Drawing) => elementsOf(onPage(of), "circle").map(({ cx }) => cx);
    expect(places(shown)).toEqual(places(DUMBBELL));
  });

  it("lets no text run into another: a long label has lines of its own", () => {
    const texts = [...asFile(DUMBBELL).matchAll(/<text[^>]* x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)</g)].map(
      ([, x, y, rest = "", text = ""]) => {
        const end = rest.includes("end") ? Number(x) : Number(x) + widthOf(text);
        return { y: Number(y), start: end - widthOf(text), end, isCentred: rest.includes("middle") };
      },
    );
    expect(texts.length).toBeGreaterThan(6);
    const rows = Map.groupBy(
      texts.filter(({ isCentred }) => !isCentred),
      ({ y }) => y,
    );
    for (const row of rows.values()) {
      const sorted = row.toSorted((a, b) => a.start - b.start);
      for (const [index, text] of sorted.entries()) {
        expect(text.start).toBeGreaterThanOrEqual(sorted[index - 1]?.end ?? 0);
        expect(text.end).toBeLessThanOrEqual(400);
      }
    }
  });
});

describe("a text in lines", () => {
  it("loses nothing, and is no wider than it may be, even where a word is", () => {
    const text = `${LONG} ${"x".repeat(200)} end`;
    const lines = linesOf(text, 150);
    expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    expect(lines.filter((line) => widthOf(line) > 150)).toEqual([]);
  });
});

describe("a sankey", () => {
  it("has bands as wide as their money, and thin even lines where there is none", () => {
    const html = onPage({ ...SANKEY }).replaceAll("stroke-width", "width");
    const bands = elementsOf(html, "path").filter((path) => path.class === "band");
    expect(Number(bands[0]?.width) / Number(bands[1]?.width)).toBeCloseTo(3, 1);
    const threads = elementsOf(html, "path").filter((path) => path.class === "thread");
    expect(threads).toHaveLength(3);
    expect(threads.filter(({ width }) => width !== undefined)).toEqual([]);
  });

  it("keeps nodes in their columns, though a link skips one and a node has none", () => {
    const nodes = [...SANKEY.nodes, { id: "alone", label: "Alone", column: 2 }];
    const size = { width: 600, height: 400, bar: 8, space: 30 };
    const laid = layOut({ nodes, links: SANKEY.links.slice(4) }, size);
    const columns = Map.groupBy(laid.nodes, ({ x0 }) => Math.round(x0));
    expect([...columns.values()].map((column) => column.map(({ id }) => id))).toEqual([
      ["grant"],
      ["readers", "navigators"],
      ["seats", "alone"],
      ["reading"],
    ]);
    for (const column of columns.values()) {
      const [first, ...others] = column.toSorted((a, b) => a.y0 - b.y0);
      let end = first?.y1 ?? 0;
      for (const { y0, y1 } of others) {
        expect(y0).toBeGreaterThanOrEqual(end + 29.9);
        end = y1;
      }
    }
  });

  it("leaves out what leads back, to itself, or nowhere, and does not fail of it", () => {
    const links = [
      { source: "reading", target: "seats" },
      { source: "seats", target: "seats" },
      { source: "seats", target: "gone" },
      { source: "seats", target: "reading" },
    ];
    expect(elementsOf(onPage({ ...SANKEY, links }), "path")).toHaveLength(1);
    expect(onPage({ ...SANKEY, links: [] })).not.toContain("NaN");
  });
});
