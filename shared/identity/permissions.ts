import type { Principal } from "./principal.ts";

/** What a person or an API key may be in an organisation. `operator` exists in a network organisation only. */
export const ROLES = [
  "administrator",
  "programme-officer",
  "finance",
  "data-lead",
  "evaluator",
  "viewer",
  "operator",
] as const;
export type Role = (typeof ROLES)[number];

export const ACTIONS = [
  "organisation:read",
  "organisation:write",
  "organisation:create",
  "person:read",
  "person:write",
  "key:read",
  "key:write",
  "commitment:read",
  "commitment:write",
  "payment:write",
  "proposal:decide",
  "payment:approve",
  "requirement:submit",
  "requirement:decide",
  "template:write",
  "document:write",
  "partnership:read",
  "partnership:write",
  "share:write",
  "designation:write",
  "indicator:read",
  "indicator:write",
  "observation:read",
  "observation:write",
  "observation:note",
  "observation:lock",
  "observation:review",
  "agreement:read",
  "agreement:write",
  "report:read",
  "report:release",
  "report:withdraw",
  "release:read",
  "release:write",
  "release:publish",
  "import:read",
  "import:write",
  "history:read",
  "settings:read",
  "settings:write",
  "journal:read",
] as const;
export type Action = (typeof ACTIONS)[number];

const READERS = [
  "administrator",
  "programme-officer",
  "finance",
  "data-lead",
  "evaluator",
  "viewer",
] as const;
const STAFF = ["administrator", "programme-officer", "finance", "data-lead"] as const;

/**
 * The permission table: for each action the roles that include it. It says what one may do with things one may see at all;
 * whose things those are is decided by each use case, and what one may not see answers 404.
 */
export const PERMISSIONS: Readonly<Record<Action, readonly Role[]>> = {
  "organisation:read": [...READERS, "operator"],
  "organisation:write": ["administrator"],
  "organisation:create": ["operator"],
  "person:read": STAFF,
  "person:write": ["administrator"],
  "key:read": ["administrator"],
  "key:write": ["administrator"],
  "commitment:read": READERS,
  "commitment:write": ["administrator", "programme-officer"],
  "payment:write": ["administrator", "finance"],
  "proposal:decide": ["administrator", "programme-officer", "finance"],
  "payment:approve": ["administrator", "programme-officer", "finance"],
  "requirement:submit": STAFF,
  "requirement:decide": ["administrator", "programme-officer"],
  "template:write": ["administrator", "programme-officer"],
  "document:write": STAFF,
  "partnership:read": READERS,
  "partnership:write": ["administrator", "data-lead"],
  "share:write": ["administrator", "data-lead"],
  "designation:write": ["administrator", "programme-officer"],
  "indicator:read": READERS,
  "indicator:write": ["administrator", "data-lead"],
  "observation:read": READERS,
  "observation:write": ["administrator", "data-lead"],
  "observation:note": ["administrator", "programme-officer", "data-lead", "evaluator"],
  "observation:lock": ["administrator", "data-lead"],
  "observation:review": ["administrator", "data-lead", "evaluator"],
  "agreement:read": READERS,
  "agreement:write": ["administrator", "data-lead"],
  "report:read": READERS,
  "report:release": ["administrator", "programme-officer", "data-lead"],
  "report:withdraw": ["administrator"],
  "release:read": ["administrator", "data-lead", "evaluator"],
  "release:write": ["administrator", "data-lead"],
  "release:publish": ["administrator"],
  "import:read": STAFF,
  "import:write": ["administrator", "programme-officer", "data-lead"],
  "history:read": [...STAFF, "evaluator"],
  "settings:read": STAFF,
  "settings:write": ["administrator", "finance"],
  "journal:read": STAFF,
};

type Holder = Pick<Principal, "roles" | "actions">;

/** Whether a principal may do something: one of its roles includes it, and an API key was not narrowed to other actions. */
export function can(principal: Holder, action: Action): boolean {
  const included = PERMISSIONS[action].some((role) => principal.roles.includes(role));
  return included && (principal.actions?.includes(action) ?? true);
}

/** Every action that roles, narrowed or not, come to. */
export function actionsOf(holder: Holder): readonly Action[] {
  return ACTIONS.filter((action) => can(holder, action));
}
