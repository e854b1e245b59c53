import { describe, expect, test } from "vitest";
import { checkLink, indicatorEnds, isDirect, LinkFieldsSchema } from "../../../shared/partnerships/link.ts";
import { aLink, anId, aStrategy } from "./builders.ts";

const { id: _id, createdAt: _createdAt, ...FIELDS } = aLink();
const AMONG = { strategies: [aStrategy()], links: [] };

describe("what may be linked", () => {
  test("a strategy of the partnership shifts a systems indicator", () => {
    expect(checkLink(FIELDS, AMONG)).toEqual({ ok: true, value: FIELDS });
    expect(indicatorEnds(FIELDS)).toEqual([
      { field: "toId", indicatorId: FIELDS.toId, levels: ["system", "adjacent"] },
    ]);
  });

  test("a systems indicator contributes to an outcome: both ends are indicators, each of its own level", () => {
    const link = { ...FIELDS, kind: "contributes-to", fromId: anId("ind", 1), toId: anId("ind", 2) } as const;
    expect(checkLink(link, AMONG).ok).toBe(true);
    expect(indicatorEnds(link)).toEqual([
      { field: "fromId", indicatorId: anId("ind", 1), levels: ["system", "adjacent"] },
      { field: "toId", indicatorId: anId("ind", 2), levels: ["core", "contributing"] },
    ]);
    expect(isDirect(link)).toBe(false);
  });

  test("a strategy may contribute to an outcome directly, and is shown as direct", () => {
    const link = { ...FIELDS, kind: "contributes-to" } as const;
    expect(checkLink(link, AMONG).ok).toBe(true);
    expect(isDirect(link)).toBe(true);
    expect(isDirect(FIELDS)).toBe(false);
  });

  test.each([
    ["to itself", { kind: "contributes-to", fromId: anId("ind", 1), toId: anId("ind", 1) }, "/toId"],
    ["from an indicator that would shift another", { fromId: anId("ind", 2) }, "/fromId"],
    ["from a strategy of another partnership", { fromId: anId("str", 9) }, "/fromId"],
  ] as const)("no link leads %s", (_what, change, pointer) => {
    const refused = checkLink({ ...FIELDS, ...change }, AMONG);
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: "validation_failed", errors: [{ pointer }] },
    });
  });

  test("two ends are linked once, whatever the kind", () => {
    const links = [aLink({ id: anId("lnk", 7) })];
    const refused = checkLink({ ...FIELDS, kind: "contributes-to" }, { ...AMONG, links });
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: "already_exists", extra: { linkId: anId("lnk", 7) } },
    });
    expect(checkLink({ ...FIELDS, toId: anId("ind", 5) }, { ...AMONG, links }).ok).toBe(true);
  });
});

describe("what is said of a link", () => {
  test.each([
    ["no hypothesis", { hypothesis: undefined }],
    ["a blank hypothesis", { hypothesis: "   " }],
    ["evidence of a strength nobody knows", { evidence: "certain" }],
    ["a lag below zero", { expectedLagMonths: -1 }],
    ["a lag of more than twenty years", { expectedLagMonths: 241 }],
    ["a lag of part of a month", { expectedLagMonths: 1.5 }],
    ["an address that is no web page", { evidenceUrls: ["ftp://example.org/study"] }],
    ["a claim of attribution", { attribution: 1 }],
    ["a kind that says caused", { kind: "causes" }],
    ["an organisation at its end", { toId: anId("org") }],
    ["a strategy at its end", { toId: anId("str") }],
  ])("%s is refused", (_what, change) => {
    expect(LinkFieldsSchema().safeParse({ ...FIELDS, ...change }).success).toBe(false);
  });

  test.each([0, 240])("a lag of %i months is accepted", (expectedLagMonths) => {
    expect(LinkFieldsSchema().safeParse({ ...FIELDS, expectedLagMonths }).success).toBe(true);
  });
});
