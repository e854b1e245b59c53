import { type Action, PERMISSIONS, type Role } from "../../shared/identity/permissions.ts";

type RoleWords = { readonly name: string; readonly may: string };

/** What each role is called, and what somebody who has it may do. */
export const ROLE_WORDS: Readonly<Record<Role, RoleWords>> = {
  administrator: {
    name: "Administrator",
    may: "everything here, people and keys among it; publishes releases",
  },
  "programme-officer": {
    name: "Programme officer",
    may: "commitments, amendments, report templates; decides on reports and proposals; approves payments",
  },
  finance: {
    name: "Finance",
    may: "payments, exchange rates, how the book is run; decides on proposals; approves payments",
  },
  "data-lead": {
    name: "Data lead",
    may: "partnerships, indicators, figures, agreements, disclosure policies; prepares releases",
  },
  evaluator: { name: "Evaluator", may: "reads all but people and settings; reviews and annotates figures" },
  viewer: { name: "Viewer", may: "reads, and changes nothing" },
  operator: { name: "Operator", may: "makes organisations of the network" },
};

/** Some roles in words: "Administrator, Finance". */
export function rolesInWords(roles: readonly Role[]): string {
  return roles.map((role) => ROLE_WORDS[role].name).join(", ");
}

/** Who may do something, in words. */
export function holdersInWords(action: Action): string {
  return rolesInWords(PERMISSIONS[action]);
}
