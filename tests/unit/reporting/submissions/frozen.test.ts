import { describe, expect, it } from "vitest";
import { contentHash } from "../../../../shared/platform/canonical-json.ts";
import { freeze, wordsOf } from "../../../../shared/reporting/submissions/frozen.ts";
import { handedReport } from "../../../../shared/reporting/submissions/handed-report.ts";
import type { SectionContent } from "../../../../shared/reporting/submissions/section.ts";
import { aSummary, IDS, percentCell } from "../builders.ts";
import { aSection, asked, HARBOR, LAKES, owed, written } from "./builders.ts";

const partnershipId = "prt_01JD0000000000000000000001";
const usd = (amount: string) => ({ amount, currency: "USD" });
const year = { start: "2024-07-01", end: "2025-06-30", kind: "fiscal-year" } as const;
const summary = aSummary(IDS.reading, {
  sets: {
    all: {
      2023: { all: percentCell(520, 1000) },
      2024: { all: percentCell(540, 1000) },
      2025: { all: percentCell(3, 20) },
    },
  },
});

function ground(contents: Readonly<Record<string, SectionContent>>, version = 1) {
  const sections = new Map(
    Object.entries(contents).map(([key, content]) => [key, written(key, content, version)]),
  );
  return { partnershipId, sections, summaries: new Map([[IDS.reading, summary]]) };
}
const figuresFor = async (
  period: typeof year | undefined,
  ref: NonNullable<SectionContent["figures"]>[number],
) => {
  const requirement = await owed(HARBOR, period ? { period } : {});
  const wanted = asked(HARBOR, [aSection("reading", { kind: "figures" })]);
  return freeze(requirement, wanted, ground({ reading: { figures: [ref] } })).body.sections[0]?.figures;
};

describe("a figure in a frozen report", () => {
  it("is the latest within the period of its requirement, with the revision behind it", async () => {
    expect(await figuresFor(year, { indicatorId: IDS.reading })).toMatchObject([
      {
        name: "Third graders reading at grade level",
        asked: year,
        figure: { value: 54, status: "ok", label: "2024-25", from: [expect.any(String)] },
      },
    ]);
  });

  it("is of the period that the reference names, whatever the requirement's is", async () => {
    const period = { start: "2023-07-01", end: "2024-06-30", kind: "school-year" as const };
    expect(await figuresFor(year, { indicatorId: IDS.reading, period })).toMatchObject([
      { figure: { value: 52, label: "2023-24" } },
    ]);
  });

  it("is protected as in every report, and missing where nothing was recorded", async () => {
    expect(await figuresFor(undefined, { indicatorId: IDS.reading })).toMatchObject([
      { figure: { value: null, status: "c", label: "2025-26" } },
    ]);
    const before = { start: "2001-07-01", end: "2002-06-30", kind: "fiscal-year" } as const;
    const [none] = (await figuresFor(before as never, { indicatorId: IDS.reading })) ?? [];
    expect(none).toMatchObject({ asked: before });
    expect(none).not.toHaveProperty("figure");
    const [unknown] = (await figuresFor(year, { indicatorId: IDS.seats })) ?? [];
    expect(unknown).toEqual({ indicatorId: IDS.seats, asked: year });
  });
});

describe("what is frozen for one requirement", () => {
  const contents = (other: string): Readonly<Record<string, SectionContent>> => ({
    story: {
      text: "Words",
      money: [
        { commitmentId: HARBOR, label: "Coaches", amount: usd("0.10") },
        { commitmentId: HARBOR, label: "Books", amount: usd("0.20") },
        { commitmentId: LAKES, label: other, amount: usd("7.00") },
      ],
      attachments: [{ commitmentId: LAKES, documentId: "doc_01JD0000000000000000000001" }],
    },
    secret: { text: other },
  });
  const wanted = asked(HARBOR, [aSection("story")]);

  it("is equal for equal facts, whatever is written for others, and however often it was", async () => {
    const requirement = await owed(HARBOR, { period: year });
    const one = freeze(requirement, wanted, ground(contents("One")));
    const other = freeze(requirement, wanted, ground(contents("Another"), 7));
    expect(other.contentHash).toBe(one.contentHash);
    expect(other.body).toEqual(one.body);
    expect([one.pins, other.pins]).toEqual([{ story: 1 }, { story: 7 }]);
    expect(one.documentIds).toEqual([]);
    expect(JSON.stringify(one)).not.toContain("Words");
  });

  it("has another hash with another word", async () => {
    const requirement = await owed(HARBOR);
    const one = freeze(requirement, wanted, ground({ story: { text: "Words" } }));
    const other = freeze(requirement, wanted, ground({ story: { text: "Words." } }));
    expect(other.contentHash).not.toBe(one.contentHash);
  });

  it("shows its words and their exact total to its own funder, who can hash them", async () => {
    const { sections } = ground(contents("One"));
    const frozen = freeze(await owed(HARBOR), wanted, ground(contents("One")));
    const [story] = handedReport(frozen, sections, { edition: 1 }).sections;
    expect(story).toMatchObject({ words: { text: "Words", money: [{}, {}] }, total: usd("0.30") });
    expect(contentHash(story?.words)).toBe(story?.digest);
    expect(story?.words).not.toHaveProperty("documentIds");
    const own = sections.get("story");
    expect(own && contentHash(wordsOf(own, HARBOR))).toBe(story?.digest);
  });

  it("keeps its digest where the words are gone", async () => {
    const frozen = freeze(await owed(HARBOR), wanted, ground(contents("One")));
    const [story] = handedReport(frozen, new Map(), { edition: 1 }).sections;
    expect(story).toHaveProperty("digest");
    expect(story).not.toHaveProperty("words");
  });

  it("has the money as it was recorded, within the period where that is whole months", async () => {
    const flows = { "2024-06": { paid: 1 }, "2024-07": { paid: 20 }, "2025-06": { paid: 300 } };
    const within = async (period: object) =>
      freeze(await owed(HARBOR, { period } as never, { flows }), wanted, ground({})).body.money;
    expect(await within(year)).toMatchObject({
      committed: usd("1000000.00"),
      paid: usd("0.00"),
      spent: usd("0.00"),
      paidInPeriod: usd("3.20"),
    });
    expect(await within({ ...year, start: "2024-07-02" })).not.toHaveProperty("paidInPeriod");
    expect(await within({ ...year, end: "2025-06-29" })).not.toHaveProperty("paidInPeriod");
  });
});
