import { type Designation, DesignationSchema } from "../../../shared/partnerships/designation.ts";
import { type Link, LinkSchema } from "../../../shared/partnerships/link.ts";
import { type Partnership, PartnershipSchema } from "../../../shared/partnerships/partnership.ts";
import { type Strategy, StrategySchema } from "../../../shared/partnerships/strategy.ts";

type IdKind = "prt" | "str" | "ind" | "lnk" | "org" | "per" | "key" | "dua";

/** The nth id of a kind: equal calls give equal ids, and they sort by n. */
export function anId(kind: IdKind, n = 1): string {
  return `${kind}_${String(n).padStart(26, "0")}`;
}

export const RECORDED_AT = "2026-03-01T09:00:00.000Z";
export const BACKBONE = anId("org", 1);

export function aPartnership(overrides: Partial<Partnership> = {}): Partnership {
  return PartnershipSchema().parse({
    id: anId("prt"),
    backboneId: BACKBONE,
    createdAt: RECORDED_AT,
    name: "Harbour Promise",
    purpose: "Every child of the harbour wards is supported from cradle to career.",
    placeCode: "2502345",
    placeName: "Harbour wards",
    ...overrides,
  });
}

export function aStrategy(overrides: Partial<Strategy> = {}): Strategy {
  return StrategySchema().parse({
    id: anId("str"),
    createdAt: RECORDED_AT,
    name: "Family navigators",
    kind: "targeted",
    ...overrides,
  });
}

export function aLink(overrides: Partial<Link> = {}): Link {
  return LinkSchema().parse({
    id: anId("lnk"),
    createdAt: RECORDED_AT,
    kind: "shifts",
    fromId: anId("str"),
    toId: anId("ind", 1),
    hypothesis: "Families that a navigator accompanies are enrolled before the school year begins.",
    evidence: "emerging",
    expectedLagMonths: 12,
    ...overrides,
  });
}

export function aDesignation(overrides: Partial<Designation> = {}): Designation {
  return DesignationSchema().parse({
    number: 1,
    framework: "Theory of Action 2021",
    gateway: "Sustaining",
    reachedOn: "2026-02-12",
    evidence: "All benchmarks of the gateway were met at the review.",
    decidedBy: { organisationId: anId("org", 4), isNetwork: true },
    createdAt: RECORDED_AT,
    revision: 1,
    ...overrides,
  });
}
