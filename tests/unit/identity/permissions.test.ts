import { describe, expect, it } from "vitest";
import { ACTIONS, actionsOf, can, PERMISSIONS, ROLES } from "../../../shared/identity/permissions.ts";

/** The table as it was agreed, cell by cell: administrator, programme officer, finance, data lead, evaluator, viewer, operator. */
const EXPECTED = {
  "organisation:read": "x x x x x x x",
  "organisation:write": "x . . . . . .",
  "organisation:create": ". . . . . . x",
  "person:read": "x x x x . . .",
  "person:write": "x . . . . . .",
  "key:read": "x . . . . . .",
  "key:write": "x . . . . . .",
  "commitment:read": "x x x x x x .",
  "commitment:write": "x x . . . . .",
  "payment:write": "x . x . . . .",
  "proposal:decide": "x x x . . . .",
  "payment:approve": "x x x . . . .",
  "requirement:submit": "x x x x . . .",
  "requirement:decide": "x x . . . . .",
  "template:write": "x x . . . . .",
  "document:write": "x x x x . . .",
  "partnership:read": "x x x x x x .",
  "partnership:write": "x . . x . . .",
  "share:write": "x . . x . . .",
  "designation:write": "x x . . . . .",
  "indicator:read": "x x x x x x .",
  "indicator:write": "x . . x . . .",
  "observation:read": "x x x x x x .",
  "observation:write": "x . . x . . .",
  "observation:note": "x x . x x . .",
  "observation:lock": "x . . x . . .",
  "observation:review": "x . . x x . .",
  "agreement:read": "x x x x x x .",
  "agreement:write": "x . . x . . .",
  "report:read": "x x x x x x .",
  "report:release": "x x . x . . .",
  "report:withdraw": "x . . . . . .",
  "release:read": "x . . x x . .",
  "release:write": "x . . x . . .",
  "release:publish": "x . . . . . .",
  "import:read": "x x x x . . .",
  "import:write": "x x . x . . .",
  "history:read": "x x x x x . .",
  "settings:read": "x x x x . . .",
  "settings:write": "x . x . . . .",
  "journal:read": "x x x x . . .",
} as const;

const cells = Object.entries(EXPECTED).flatMap(([action, row]) =>
  row.split(" ").map((cell, column) => ({ action, role: ROLES[column], allowed: cell === "x" })),
);

describe("the permission table", () => {
  it("has the roles and actions that the expected table has, and no others", () => {
    expect(Object.keys(EXPECTED)).toEqual([...ACTIONS]);
    expect(Object.keys(PERMISSIONS).sort()).toEqual([...ACTIONS].sort());
    expect(cells).toHaveLength(ROLES.length * ACTIONS.length);
  });

  it.each(cells)("$role, $action: $allowed", ({ role, action, allowed }) => {
    const known = ACTIONS.find((one) => one === action);
    expect(role && known && can({ roles: [role] }, known)).toBe(allowed);
  });
});

describe("a principal", () => {
  it("may do what any of its roles includes", () => {
    const both = { roles: ["finance", "data-lead"] as const };
    expect(can(both, "payment:write")).toBe(true);
    expect(can(both, "observation:write")).toBe(true);
    expect(can(both, "person:write")).toBe(false);
  });

  it("without a role may do nothing", () => {
    expect(actionsOf({ roles: [] })).toEqual([]);
  });

  it("narrowed to an action may do only that, and nothing that its roles do not include", () => {
    const narrowed = { roles: ["viewer"] as const, actions: ["report:read", "payment:write"] as const };
    expect(actionsOf(narrowed)).toEqual(["report:read"]);
  });
});
