import { describe, expect, it } from "vitest";
import { lacking, lacksOf, sharedSections } from "../../../../shared/reporting/submissions/completeness.ts";
import { contentFor, type SectionContent } from "../../../../shared/reporting/submissions/section.ts";
import { aSection, asked, HARBOR, LAKES } from "./builders.ts";

const usd = (amount: string) => ({ amount, currency: "USD" });
const line = (commitmentId: string) => ({ commitmentId, label: "Coaches", amount: usd("1.00") });

describe("the sections of one submission", () => {
  it("are those of all templates, each key once, required where any of them requires it", () => {
    const shared = sharedSections([
      asked(HARBOR, [aSection("story"), aSection("budget", { kind: "money" })]),
      asked(LAKES, [
        aSection("extra", { isRequired: false }),
        aSection("budget", { kind: "text", title: "Money in words", isRequired: false }),
        aSection("story"),
      ]),
    ]);
    expect(shared.map(({ key }) => key)).toEqual(["story", "budget", "extra"]);
    expect(shared[0]).toMatchObject({ titles: ["About story"], askedBy: [{}, {}] });
    expect(shared[1]).toEqual({
      key: "budget",
      titles: ["About budget", "Money in words"],
      kinds: ["money", "text"],
      isRequired: true,
      askedBy: [
        { commitmentId: HARBOR, requirementNumber: 1 },
        { commitmentId: LAKES, requirementNumber: 1 },
      ],
    });
    expect(shared[2]?.isRequired).toBe(false);
  });
});

describe("what a requirement lacks", () => {
  const indicatorId = "ind_01JD0000000000000000000001";
  const attachment = { commitmentId: LAKES, documentId: "doc_01JD0000000000000000000001" };

  it.each<[kind: "text" | "figures" | "money" | "file", content: SectionContent, lacks: boolean]>([
    ["text", {}, true],
    ["text", { figures: [{ indicatorId }] }, true],
    ["text", { text: "Words" }, false],
    ["text", { texts: [{ commitmentId: LAKES, text: "Words" }] }, true],
    ["text", { texts: [{ commitmentId: HARBOR, text: "Words" }] }, false],
    ["figures", { text: "Words" }, true],
    ["figures", { figures: [{ indicatorId }] }, false],
    ["money", { text: "Words" }, true],
    ["money", { money: [line(LAKES)] }, true],
    ["money", { money: [line(LAKES), line(HARBOR)] }, false],
    ["file", { attachments: [attachment] }, true],
    ["file", { attachments: [{ ...attachment, commitmentId: HARBOR }] }, false],
  ])("in a section of %s with %j: %s", (kind, content, lacks) => {
    const requirement = asked(HARBOR, [aSection("one", { kind })]);
    expect(lacking(requirement, new Map([["one", content]])).length > 0).toBe(lacks);
  });

  it("is nothing that is not required, and is named where it is", () => {
    const optional = asked(HARBOR, [aSection("extra", { isRequired: false })]);
    expect(lacksOf([optional], new Map())).toEqual([]);
    expect(lacksOf([optional, asked(LAKES, [aSection("story")])], new Map())).toEqual([
      {
        commitmentId: LAKES,
        requirementNumber: 1,
        lacks: [{ key: "story", title: "About story", kind: "text" }],
      },
    ]);
  });
});

describe("what of a section is for one commitment", () => {
  it("is its words, and of money and documents its own alone, without saying whose", () => {
    const documents = [HARBOR, LAKES].map((commitmentId, at) => {
      return { commitmentId, documentId: `doc_01JD000000000000000000000${at}` };
    });
    const content = { text: "Words", money: [line(HARBOR), line(LAKES)], attachments: documents };
    expect(contentFor(content, LAKES)).toEqual({
      text: "Words",
      money: [{ label: "Coaches", amount: usd("1.00") }],
      documentIds: ["doc_01JD0000000000000000000001"],
    });
    expect(contentFor({ money: [line(HARBOR)] }, LAKES)).toEqual({});
  });

  it("is its own words where there are such, in place of those for all", () => {
    const content = { text: "For all", texts: [{ commitmentId: LAKES, text: "For Lakes" }] };
    expect([contentFor(content, LAKES), contentFor(content, HARBOR)]).toEqual([
      { text: "For Lakes" },
      { text: "For all" },
    ]);
  });
});
