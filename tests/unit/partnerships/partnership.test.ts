import { describe, expect, test } from "vitest";
import { requireOwn, requireReadable } from "../../../shared/partnerships/partnership.store.ts";
import {
  applyPartnershipPatch,
  mayRead,
  PartnershipFieldsSchema,
  PartnershipPatchSchema,
} from "../../../shared/partnerships/partnership.ts";
import { partnershipView } from "../../../shared/partnerships/partnership-view.ts";
import { aLink, anId, aPartnership, aStrategy, BACKBONE, RECORDED_AT } from "./builders.ts";

const FUNDER = anId("org", 2);
const STRANGER = anId("org", 3);
const SHARES = [{ organisationId: FUNDER, reason: "Funds the navigators", sharedOn: "2026-03-01" }];
const SHARED = {
  head: aPartnership(),
  strategies: [aStrategy()],
  links: [aLink()],
  shares: SHARES,
  designations: [],
};

describe("who may read a partnership", () => {
  test.each([
    ["its backbone", BACKBONE, true],
    ["an organisation it is shared with", FUNDER, true],
    ["any other organisation", STRANGER, false],
  ])("%s: %s is %s", (_who, organisationId, expected) => {
    expect(mayRead(SHARED, { organisationId })).toBe(expected);
    expect(requireReadable(SHARED, { organisationId }).ok).toBe(expected);
  });

  test("what one may not read and what does not exist give the same answer", () => {
    const hidden = requireReadable(SHARED, { organisationId: STRANGER });
    expect(hidden).toMatchObject({ ok: false, problem: { code: "not_found" } });
    expect(requireReadable(undefined, { organisationId: STRANGER })).toEqual(hidden);
  });

  test("only the backbone is let in to write, and a reader is told no more than a stranger", () => {
    expect(requireOwn(SHARED, { organisationId: BACKBONE })).toEqual({ ok: true, value: SHARED });
    const refused = requireOwn(SHARED, { organisationId: FUNDER });
    expect(refused).toMatchObject({ ok: false, problem: { code: "not_found" } });
    expect(requireOwn(undefined, { organisationId: FUNDER })).toEqual(refused);
  });

  test("what readers are shown does not say with whom else it is shared", () => {
    const view = partnershipView({ ...SHARED, version: 3, recordedAt: RECORDED_AT });
    expect(JSON.stringify(view)).not.toContain(FUNDER);
    expect(view).toMatchObject({ version: 3, strategies: [{ id: anId("str") }], links: [{ direct: false }] });
  });
});

describe("what a partnership says of itself", () => {
  const fields = { name: "Harbour Promise", purpose: "All thrive", placeCode: "0901", placeName: "Harbour" };

  test.each([
    ["no purpose", { purpose: undefined }],
    ["a place code that would break a key", { placeCode: "09#01" }],
    ["a place code with blanks around it", { placeCode: " 0901" }],
    ["a day that is not in the calendar", { startedOn: "2025-02-30" }],
    ["another organisation as its backbone", { backboneId: FUNDER }],
  ])("%s is refused", (_what, change) => {
    expect(PartnershipFieldsSchema().safeParse({ ...fields, ...change }).success).toBe(false);
  });

  test("a patch changes what it names and takes away what it says null to", () => {
    const present = aPartnership({ agenda: ["Children enter kindergarten ready"], sectors: ["health"] });
    const patched = applyPartnershipPatch(present, {
      reason: "Merged wards",
      placeName: "Bay",
      agenda: null,
    });
    const { agenda: _, ...rest } = present;
    expect(patched).toEqual({ ...rest, placeName: "Bay" });
  });

  test("a patch without a reason, or with nothing else, is refused", () => {
    expect(PartnershipPatchSchema().safeParse({ name: "Bay Promise" }).success).toBe(false);
    expect(PartnershipPatchSchema().safeParse({ reason: "Because" }).success).toBe(false);
  });
});
