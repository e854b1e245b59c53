import { can } from "../../shared/identity/permissions.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import type { DocumentOptions } from "../../shared/pages/index.ts";

type Place = { readonly address: string; readonly text: string };

const FUNDER: readonly Place[] = [
  { address: "/", text: "Portfolio" },
  { address: "/commitments", text: "Commitments" },
  { address: "/big-bets", text: "Big bets" },
  { address: "/reports", text: "Reports" },
  { address: "/partnerships", text: "Partnerships" },
  { address: "/settings", text: "Settings" },
];
const OTHERS: readonly Place[] = [
  { address: "/", text: "Start" },
  { address: "/commitments", text: "Commitments" },
  { address: "/reports", text: "Reports" },
  { address: "/partnerships", text: "Partnerships" },
  { address: "/settings", text: "Settings" },
];
/** Which permission a place stands on. */
const ACTIONS = {
  "/": "partnership:read",
  "/commitments": "commitment:read",
  "/big-bets": "commitment:read",
  "/reports": "commitment:read",
  "/partnerships": "partnership:read",
  "/settings": "organisation:read",
} as const;

/** Where somebody can go by what they may see; the place that `path` lies under is marked. */
export function navigationFor(
  principal: Principal,
  path: string,
): NonNullable<DocumentOptions["navigation"]> {
  const places = principal.organisationKind === "funder" ? FUNDER : OTHERS;
  const allowed = places.filter(({ address }) => can(principal, ACTIONS[address as keyof typeof ACTIONS]));
  return {
    links: allowed.map((place) => ({ ...place, isCurrent: isUnder(path, place.address) })),
    findAt: can(principal, "commitment:read") ? "/find" : undefined,
  };
}

function isUnder(path: string, address: string): boolean {
  return address === "/" ? path === "/" : path === address || path.startsWith(`${address}/`);
}
