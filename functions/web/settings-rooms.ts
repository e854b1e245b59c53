import type { OrganisationKind } from "../../shared/identity/organisation.ts";
import type { Action } from "../../shared/identity/permissions.ts";

/** A room of the settings: what it holds, who may see it, and who may change it. */
export type Room = {
  readonly address: string;
  readonly name: string;
  readonly holds: string;
  readonly read: Action;
  /** Without one nobody changes it by hand. */
  readonly write?: Action;
  /** The kind of organisation that has it; all have it otherwise. */
  readonly only?: OrganisationKind;
};

export const ROOMS: readonly Room[] = [
  {
    address: "/settings/organisation",
    name: "Your organisation",
    holds: "Its name, country, time zone, fiscal year, and what registers know it by",
    read: "organisation:read",
    write: "organisation:write",
  },
  {
    address: "/settings/book",
    name: "How the book is run",
    holds: "Limits of approval, discount rates, accounts, closed periods, the currency of totals",
    read: "settings:read",
    write: "settings:write",
    only: "funder",
  },
  {
    address: "/settings/people",
    name: "People and roles",
    holds: "Who signs in, what each may do; invitations, roles, the end of an access",
    read: "person:read",
    write: "person:write",
  },
  {
    address: "/settings/keys",
    name: "API keys",
    holds: "Programs that read and write for you, and how long they may",
    read: "key:read",
    write: "key:write",
  },
  {
    address: "/settings/rates",
    name: "Exchange rates",
    holds: "What a currency was worth on a day, with its source; corrections, for a reason",
    read: "settings:read",
    write: "settings:write",
    only: "funder",
  },
  {
    address: "/settings/templates",
    name: "Report templates",
    holds: "What reports to you are to hold, section by section, version by version",
    read: "commitment:read",
    write: "template:write",
    only: "funder",
  },
  {
    address: "/settings/policies",
    name: "Disclosure policies",
    holds: "Which counts are hidden in what you publish, version by version",
    read: "release:read",
    write: "release:write",
  },
  {
    address: "/settings/audit",
    name: "Audit",
    holds: "Who did what, when and why, before and after; whether a record's chain is unbroken",
    read: "history:read",
  },
];
