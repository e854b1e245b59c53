import { can } from "../../shared/identity/permissions.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import type { View } from "../../shared/identity/view.ts";
import type { DocumentOptions } from "../../shared/pages/index.ts";

type Place = { readonly address: string; readonly text: string };

const FUNDER: readonly Place[] = [
  { address: "/", text: "Portfolio" },
  { address: "/commitments", text: "Commitments" },
  { address: "/payment-runs", text: "Payments" },
  { address: "/big-bets", text: "Big bets" },
  { address: "/reports", text: "Reports" },
  { address: "/partnerships", text: "Partnerships" },
  { address: "/lessons", text: "Lessons" },
  { address: "/settings", text: "Settings" },
];
const OTHERS: readonly Place[] = [
  { address: "/", text: "Start" },
  { address: "/commitments", text: "Commitments" },
  { address: "/reports", text: "Reports" },
  { address: "/partnerships", text: "Partnerships" },
  { address: "/lessons", text: "Lessons" },
  { address: "/settings", text: "Settings" },
];
const EVALUATOR: readonly Place[] = [
  { address: "/", text: "Start" },
  { address: "/open", text: "Published releases" },
  { address: "/data-access", text: "Data access" },
  { address: "/partnerships", text: "Partnerships" },
  { address: "/lessons", text: "Lessons" },
  { address: "/settings", text: "Settings" },
];
const PLACES: Partial<Record<Principal["organisationKind"], readonly Place[]>> = {
  funder: FUNDER,
  evaluator: EVALUATOR,
};
/** Which permission a place stands on. */
const ACTIONS = {
  "/": "partnership:read",
  "/commitments": "commitment:read",
  "/payment-runs": "commitment:read",
  "/big-bets": "commitment:read",
  "/reports": "commitment:read",
  "/partnerships": "partnership:read",
  "/lessons": "partnership:read",
  "/settings": "organisation:read",
  "/open": "partnership:read",
  "/data-access": "agreement:read",
} as const;

/** How many views are in the navigation; the page of views has all of them. */
const MOST_SHOWN = 12;

/** Where somebody is, and the views that they keep. */
type Here = { readonly path: string; readonly search: string; readonly views: readonly View[] };

/** Where somebody can go by what they may see; the place that `path` lies under is marked. Views of this very page stand first. */
export function navigationFor(
  principal: Principal,
  { path, search, views }: Here,
): NonNullable<DocumentOptions["navigation"]> {
  const places = PLACES[principal.organisationKind] ?? OTHERS;
  const allowed = places.filter(({ address }) => can(principal, ACTIONS[address as keyof typeof ACTIONS]));
  return {
    links: allowed.map((place) => ({ ...place, isCurrent: isUnder(path, place.address) })),
    findAt: can(principal, "commitment:read") ? "/find" : undefined,
    views: {
      kept: [...views.filter(isOf(path)), ...views.filter((view) => !isOf(path)(view))].slice(0, MOST_SHOWN),
      saveAt: isUnder(path, "/views") ? undefined : `/views/new?at=${encodeURIComponent(path + search)}`,
    },
  };
}

function isOf(path: string): (view: View) => boolean {
  return ({ address }) => address.split("?")[0] === path;
}

function isUnder(path: string, address: string): boolean {
  return address === "/" ? path === "/" : path === address || path.startsWith(`${address}/`);
}
