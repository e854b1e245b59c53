import { describe, expect, it } from "vitest";
import { protectSummary } from "../../../../shared/disclosure/index.ts";
import { documentOf } from "../../../../shared/reporting/document/index.ts";
import {
  asRead,
  type Block,
  chartsOf,
  type ReportDocument,
  tablesOf,
} from "../../../../shared/reporting/document/report-document.ts";
import { sectionsOf } from "../../../../shared/reporting/outcome/section-keys.ts";
import { holdingBack, IDS, readingSummary, theFacts } from "../builders.ts";
import { anEmptyReport, aWholeReport } from "./practised.ts";

const report = aWholeReport();
const document = documentOf(report);

function blocksOf(of: ReportDocument, key: string): readonly Block[] {
  const section = of.sections.find((one) => one.key === key);
  if (!section) throw new Error(`There is no section ${key}.`);
  return section.blocks;
}

function tableIn(of: ReportDocument, key: string) {
  const table = tablesOf(of).find((one) => one.key === key);
  if (!table) throw new Error(`There is no table ${key}.`);
  return table;
}

/** The rows of a table by the keys of its columns, as people read them. */
function textsIn(of: ReportDocument, key: string) {
  const { columns, rows } = tableIn(of, key);
  return rows.map((row) => Object.fromEntries(row.map((cell, at) => [columns[at]?.key, cell.text])));
}

const wordsIn = (blocks: readonly Block[]) =>
  blocks
    .flatMap((block) =>
      block.type === "list"
        ? block.items
        : block.type === "paragraph" || block.type === "heading"
          ? [block.text]
          : [],
    )
    .join(" ");

describe("a document of a report", () => {
  it("has the report's sections in its order, each with something to read", () => {
    expect(document.sections.map(({ key }) => key)).toEqual(sectionsOf("partnership"));
    expect(document.sections.filter(({ blocks }) => blocks.length === 0)).toEqual([]);
    expect(document.title).toBe("Cedar County Promise");
    expect(document.colophon.join(" ")).toContain(report.contentHash);
  });

  it("has tables under keys of their own, with a cell for every column, and a chart's data among them", () => {
    const tables = tablesOf(document);
    expect(new Set(tables.map(({ key }) => key)).size).toBe(tables.length);
    for (const { key, columns, rows } of tables) {
      expect(new Set(columns.map((column) => column.key)).size, key).toBe(columns.length);
      expect(
        rows.filter((row) => row.length !== columns.length),
        key,
      ).toEqual([]);
    }
    const charts = chartsOf(document);
    expect(new Set(charts.map(({ key }) => key)).size).toBe(charts.length);
    expect(charts.filter(({ dataIn }) => !tables.some(({ key }) => key === dataIn))).toEqual([]);
    expect(charts.filter(({ description }) => description.length < 20)).toEqual([]);
  });

  it("is the same for the same report, and claims no cause", () => {
    expect(documentOf(aWholeReport())).toEqual(document);
    const said = document.sections
      .filter(({ key }) => key !== "methods")
      .map(({ blocks }) => wordsIn(blocks))
      .join(" ");
    expect(said.replace("nobody claims to have caused", "")).not.toMatch(
      /\b(caused|because of this work|resulted in|impact of)\b/i,
    );
  });

  it("says in every section of a partnership that has recorded nothing what would fill it", () => {
    const empty = documentOf(anEmptyReport());
    const silent = empty.sections.filter(({ blocks }) =>
      blocks.every(
        (block) => block.type === "table" && block.rows.length === 0 && block.whenEmpty.length < 20,
      ),
    );
    expect(silent).toEqual([]);
    expect(chartsOf(empty)).toEqual([]);
    expect(tableIn(empty, "outcomes").whenEmpty).toContain("No outcome is linked yet.");
    expect(tableIn(empty, "tests-of-change").whenEmpty).toContain("No test of change is recorded yet.");
  });
});

describe("what people read of a table", () => {
  it("leaves ids and versions to files, and nothing else", () => {
    const whole = tableIn(document, "outcomes-groups");
    const read = asRead(whole);
    expect(whole.columns.map(({ key }) => key)).toContain("indicatorId");
    expect(read.columns.map(({ key }) => key)).not.toContain("indicatorId");
    expect(read.rows.map((row) => row.length)).toEqual(whole.rows.map(() => read.columns.length));
    expect(read.rows).toHaveLength(whole.rows.length);
  });
});

describe("outcomes and systems indicators", () => {
  it("are told with baseline, latest, target and progress, each figure with what it was computed from", () => {
    expect(textsIn(document, "outcomes")).toMatchObject([
      {
        indicator: "Third graders reading at grade level",
        baseline: "49.0%",
        latest: "54.0%",
        latestPeriod: "2024-25",
        target: "65.0%",
        change: "+5.0\u00a0points",
        progress: "improving",
      },
      { indicator: "Children ready for kindergarten", progress: "getting worse" },
    ]);
    const { columns, rows } = tableIn(document, "outcomes");
    const latest = rows[0]?.[columns.findIndex(({ key }) => key === "latest")];
    expect(latest).toMatchObject({
      value: "54",
      unit: "percent",
      refs: [`${IDS.reading}~2024-07-01_2025-06-30~09001~all~1`],
    });
  });

  it("cite a revision for every observed figure that is shown", () => {
    for (const key of ["outcomes", "outcomes-groups", "systems-indicators", "gaps"]) {
      const { columns, rows } = tableIn(document, key);
      const observed = columns.flatMap(({ key: name }, at) => (name === "latest" ? [at] : []));
      const uncited = rows.flatMap((row) =>
        observed.flatMap((at) => (row[at]?.value != null && !row[at]?.refs?.length ? [row[at]] : [])),
      );
      expect(uncited, key).toEqual([]);
    }
  });

  it("keep every hidden group as a row that says why, and draw no position of it", () => {
    const hidden = textsIn(document, "outcomes-groups").filter(({ by }) => by === "housing");
    expect(hidden).toHaveLength(2);
    for (const row of hidden)
      expect(row).toMatchObject({
        latest: "protected: could identify a child",
        numerator: "",
        denominator: "",
      });
    expect(wordsIn(blocksOf(document, "outcomes"))).toContain(
      "By housing, 2024-25: every figure of this breakdown is protected",
    );
    expect(chartsOf(document).map(({ key }) => key)).toContain(`outcomes-groups-${IDS.reading}-language`);
    expect(chartsOf(document).map(({ key }) => key)).not.toContain(`outcomes-groups-${IDS.reading}-housing`);
  });

  it("say of what an agreement holds back that it is not published", () => {
    const summaries = theFacts().summaries.map((summary) => holdingBack(summary, "language"));
    const held = documentOf(aWholeReport({ summaries }));
    expect(wordsIn(blocksOf(held, "outcomes"))).toContain("its source does not allow it to be published");
    expect(textsIn(held, "outcomes-groups").find(({ by }) => by === "language")).toMatchObject({
      latest: "not published by agreement",
    });
  });

  it("show nothing of what a protected summary has taken away, in whatever words or shapes", () => {
    const [reading] = documentOf(
      aWholeReport({ summaries: [protectSummary(readingSummary()).summary], areProtected: true }),
    ).sections.filter(({ key }) => key === "outcomes");
    const rates = ["10.810811", "55.659398", "10.8%", "55.7%"];
    for (const rate of rates) expect(JSON.stringify(reading)).not.toContain(rate);
  });
});

describe("gaps", () => {
  it("are titled by what systems do, with both groups, and where they went", () => {
    expect(wordsIn(blocksOf(document, "gaps"))).toContain("What systems deliver differs by language");
    expect(textsIn(document, "gaps").find(({ by }) => by === "language")).toMatchObject({
      servedLeast: "English learner",
      servedBest: "English fluent",
      difference: "20.0\u00a0points",
      went: "closing",
    });
  });

  it("that are hidden are rows without a value, and not drawn", () => {
    const row = textsIn(document, "gaps").find(({ by }) => by === "housing");
    expect(row).toMatchObject({
      difference: "protected: could identify a child",
      servedLeast: "",
      went: "we cannot say yet",
    });
    const drawn = chartsOf(document).flatMap(({ dataIn, drawing }) =>
      dataIn === "gaps" && drawing.kind === "dumbbell" ? drawing.rows.map(({ label }) => label) : [],
    );
    expect(drawn).toHaveLength(2);
    expect(drawn.join(" ")).not.toContain("housing");
  });
});

describe("the line of sight", () => {
  it("is as wide as the money as far as money goes, and thin beyond", () => {
    const [chart] = chartsOf(document).filter(({ dataIn }) => dataIn === "line-of-sight");
    if (chart?.drawing.kind !== "sankey") throw new Error("It is not drawn.");
    const { nodes, links } = chart.drawing;
    const columnOf = new Map(nodes.map(({ id, column }) => [id, column]));
    const weighted = links.filter(({ weight }) => weight !== undefined);
    expect(weighted.map(({ source, weight }) => [source, weight])).toEqual([
      [IDS.commitment, 4_000_000],
      [IDS.commitment, 3_166_666.67],
    ]);
    expect(weighted.every(({ source }) => columnOf.get(source) === 0)).toBe(true);
    expect(links.filter(({ weight }) => weight === undefined).length).toBeGreaterThan(3);
    expect(links.filter(({ source, target }) => !columnOf.has(source) || !columnOf.has(target))).toEqual([]);
  });

  it("has rows for what is not linked, and words for what is held", () => {
    expect(textsIn(document, "line-of-sight")).toContainEqual(
      expect.objectContaining({
        strategy: "Safe routes to school",
        money: "nothing is allocated to it here",
      }),
    );
    expect(textsIn(document, "line-of-sight-links")[0]).toMatchObject({ evidence: "Moderate" });
  });
});

describe("what is recorded of the work", () => {
  it("tells tests with what became of them, changes with their lever and money", () => {
    expect(textsIn(document, "tests-of-change")).toMatchObject([
      { title: "A clinic before the court date", state: "Abandoned", strategy: "Every child reads by 8" },
    ]);
    expect(textsIn(document, "systems-changes")).toMatchObject([
      { lever: "Policies", status: "Adopted", money: "$250,000.00 a year, redirected", people: "1,200" },
    ]);
  });

  it("tells a contribution in the words that its claim allows, beside other contributors", () => {
    const words = wordsIn(blocksOf(document, "contribution"));
    expect(words).toContain("It contributed to: Seats for four-year-olds.");
    expect(words).toContain("Beside it: County office (Licences rooms)");
    expect(words).toContain("nobody claims to have caused");
  });

  it("holds of a story its digest and its address, and neither words nor who told it", () => {
    expect(textsIn(document, "stories")).toMatchObject([
      { wordsAt: `/v1/stories/sto_${"0".repeat(25)}1`, wordsDigest: "d".repeat(64) },
    ]);
    expect(JSON.stringify(blocksOf(document, "stories"))).not.toContain("a mother of two");
  });

  it("tells gateways, capacities, lessons and reports asked for", () => {
    expect(tableIn(document, "gateways").rows).toHaveLength(1);
    expect(textsIn(document, "capacities")).toMatchObject([{ first: "2", last: "4", steps: "2" }]);
    expect(chartsOf(document).find(({ dataIn }) => dataIn === "capacities")?.finding).toBe(
      "1 of 1 capacities are rated higher than at first",
    );
    expect(textsIn(document, "lessons-adopted")).toMatchObject([{ verdict: "Worked in part" }]);
    expect(textsIn(document, "requirements")).toMatchObject([
      { title: "Mid-year narrative", dueOn: "31\u00a0Jan\u00a02026", status: "Open" },
    ]);
  });

  it("names progress by class and what its series signals, or that there are too few points", () => {
    expect(
      textsIn(document, "progress").find(({ indicatorId }) => indicatorId === IDS.reading),
    ).toMatchObject({ progress: "improving", signals: "not enough points to say: 4 of 10" });
  });
});
