import { describe, expect, it } from "vitest";
import { openCursor, sealCursor } from "../../../shared/platform/cursor.ts";

const QUERY = { list: "commitments", organisationId: "org_1", status: "agreed" };
const POSITION = { pk: "CMT#1", sk: "C#HEAD", ownerPk: "ORG#org_1#CMT", ownerSk: "cmt_1" };
const sealed = sealCursor("secret", QUERY, POSITION);

describe("a cursor", () => {
  it("gives the position back to the query that it was made for", () => {
    expect(openCursor("secret", QUERY, sealed)).toEqual({ ok: true, value: POSITION });
  });

  it.each([
    ["another organisation's query", "secret", { ...QUERY, organisationId: "org_2" }, sealed],
    ["another filter", "secret", { list: "commitments", organisationId: "org_1" }, sealed],
    ["another secret", "other", QUERY, sealed],
    ["an altered body", "secret", QUERY, `x${sealed}`],
    ["no signature", "secret", QUERY, sealed.split(".")[0] ?? ""],
    ["no cursor at all", "secret", QUERY, "nonsense"],
  ])("is refused with %s", (_what, secret, query, cursor) => {
    expect(openCursor(secret, query, cursor)).toMatchObject({
      ok: false,
      problem: { code: "invalid_cursor" },
    });
  });
});
