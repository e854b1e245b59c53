import { DEFAULT_POLICY, type DisclosurePolicy, hidesSmall } from "./policy.ts";
import { protectTable } from "./protect-breakdown.ts";
import type { Measure, ProtectableSet } from "./protectable.ts";

type Days = { readonly start: string; readonly end: string };
type Baseline = { readonly period: Days; readonly value: number | null };
type ProtectableTarget = {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly baseline?: Baseline;
};

/** All periods of one indicator in one place, as `measurement` summarises them. */
export type ProtectableSummary = {
  readonly unit: Measure["unit"];
  readonly ratePer?: number;
  readonly definition?: { readonly level: string; readonly targets: readonly ProtectableTarget[] };
  readonly sets: Readonly<Record<string, Readonly<Record<string, ProtectableSet>>>>;
};

/** Which breakdown is withheld in which period, and why: by what could be told of somebody, or not published by agreement. */
export type Withheld = {
  readonly dimensionKey: string;
  readonly periodKey: string;
  readonly reason: "disclosure" | "agreement";
};

/**
 * A summary as others than its owner may see it: every period protected by `protectTable`, and baselines with the cells that
 * they repeat: a baseline is withheld (value null) where its breakdown is, and for a subgroup also where no cell of that
 * period shows that it may be told, unless the policy hides nothing for its size.
 */
export function protectSummary<S extends ProtectableSummary>(
  summary: S,
  options: { policy?: DisclosurePolicy; level?: string } = {},
): { readonly summary: S; readonly withheld: readonly Withheld[]; readonly policy: DisclosurePolicy } {
  const policy = options.policy ?? DEFAULT_POLICY;
  const measure = measureOf(summary, options.level);
  const sets: Record<string, Record<string, ProtectableSet>> = {};
  const withheld: Withheld[] = [];
  for (const periodKey of new Set(Object.values(summary.sets).flatMap((periods) => Object.keys(periods)))) {
    const table = Object.entries(summary.sets).flatMap(([dimensionKey, periods]) => {
      const set = periods[periodKey];
      return set ? [[dimensionKey, set] as const] : [];
    });
    const result = protectTable(Object.fromEntries(table), { measure, policy });
    for (const [dimensionKey, set] of Object.entries(result.table)) {
      sets[dimensionKey] = { ...sets[dimensionKey], [periodKey]: set };
    }
    withheld.push(
      ...result.withheld.map((dimensionKey): Withheld => {
        const reason = result.table[dimensionKey]?.heldBack ? "agreement" : "disclosure";
        return { dimensionKey, periodKey, reason };
      }),
    );
  }
  const definition = summary.definition && {
    ...summary.definition,
    targets: summary.definition.targets.map((target) => protectTarget(target, { sets, withheld, policy })),
  };
  return { summary: { ...summary, sets, ...(definition ? { definition } : {}) }, withheld, policy };
}

function measureOf(summary: ProtectableSummary, level: string | undefined): Measure {
  const aboutSystem = (summary.definition?.level ?? level) === "system";
  const { unit, ratePer } = summary;
  return ratePer === undefined ? { unit, aboutSystem } : { unit, ratePer, aboutSystem };
}

function protectTarget(
  target: ProtectableTarget,
  seen: {
    readonly sets: ProtectableSummary["sets"];
    readonly withheld: readonly Withheld[];
    readonly policy: DisclosurePolicy;
  },
): ProtectableTarget {
  const { sets, withheld, policy } = seen;
  if (!target.baseline) return target;
  const names = Object.keys(target.dimensions).sort();
  const dimensionKey = names.length === 0 ? "all" : names.join("+");
  const { period } = target.baseline;
  const periodKey = `${period.start}_${period.end}`;
  const isWithheld = withheld.some((at) => at.dimensionKey === dimensionKey && at.periodKey === periodKey);
  const category = names.map((name) => target.dimensions[name]).join("+");
  const isShown =
    names.length === 0 ||
    !hidesSmall(policy) ||
    sets[dimensionKey]?.[periodKey]?.cells[category]?.status === "ok";
  if (!isWithheld && isShown) return target;
  return { ...target, baseline: { ...target.baseline, value: null } };
}
