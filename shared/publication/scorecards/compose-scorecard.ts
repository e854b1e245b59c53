import type { PublishedCell } from "../../disclosure/release/published-cell.ts";
import { PROGRESS_RULES } from "../../measurement/index.ts";
import { defined } from "../../platform/defined.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Manifest } from "../published/manifest.ts";
import type { CardIndicator, ScorecardContent } from "../published/scorecard-document.ts";
import { cardLabels, said } from "./card-labels.ts";
import type { Choices } from "./choices.ts";
import { composeIndicator } from "./compose-indicator.ts";
import type { ScorecardFacts } from "./facts.ts";

/** What a scorecard is composed of: a release as it is published, its figures in one place, what was chosen, and what records say of that. */
export type ScorecardInput = {
  readonly manifest: Manifest;
  readonly choices: Choices;
  readonly placeCode: string;
  readonly cells: readonly PublishedCell[];
  readonly facts: ScorecardFacts;
  /** The day on which it is composed, of which its amounts are. */
  readonly today: string;
};

/**
 * What a scorecard says. Pure: the same input gives the same content. Refused with `conflict` where something that was chosen is not
 * there, naming it.
 */
export function composeScorecard(input: ScorecardInput): Result<ScorecardContent> {
  const { manifest, choices, placeCode, facts } = input;
  const absent = absentOf(input);
  if (absent.length > 0) return fail({ code: "conflict", detail: `There is no ${absent.join("; no ")}.` });
  const indicators = indicatorsOf(input);
  if (indicators.length === 0)
    return fail({
      code: "conflict",
      detail: "The release has no figures of these indicators in this place.",
    });
  const { title, introduction, missing, changes } = choices;
  const place = manifest.places.find(({ code }) => code === placeCode);
  const outcomes = indicators.filter(({ level }) => level === "core");
  const verdicts = outcomes.flatMap(({ breakdowns }) => breakdowns.flatMap(({ verdict }) => verdict ?? []));
  return ok({
    partnership: manifest.partnership,
    place: { code: placeCode, name: place?.name ?? placeCode },
    title,
    ...defined({ introduction, missing, changes }),
    release: releaseFacts(manifest),
    rules: PROGRESS_RULES,
    outcomes: counted(outcomes.map((one) => one.class)),
    gaps: counted(verdicts),
    labels: cardLabels(manifest, indicators, choices.spanish),
    indicators,
    strategies: strategiesOf(input),
    ...(choices.showsMoney ? { moneyOn: input.today } : {}),
    systemsChanges: choices.systemsChanges.flatMap(({ id, es }) => {
      const change = facts.systemsChanges.get(id);
      return change
        ? [{ title: said(change.title, es), status: change.status, statusOn: change.statusOn }]
        : [];
    }),
    gateways: choices.showsGateways ? [...facts.gateways] : [],
  });
}

function absentOf({ manifest, choices, placeCode, facts }: ScorecardInput): string[] {
  const known = new Set(manifest.indicators.map(({ id }) => id));
  const targets = choices.indicators?.filter(({ showsTarget }) => showsTarget) ?? [];
  const without = (kind: string, ids: readonly { readonly id: string }[], has: (id: string) => boolean) =>
    ids.filter(({ id }) => !has(id)).map(({ id }) => `${kind} ${id}`);
  return [
    ...without("indicator in the release of the id", choices.indicators ?? [], (id) => known.has(id)),
    ...without("target for everybody of the indicator", targets, (id) => facts.targets.has(id)),
    ...without("strategy of the partnership", choices.strategies, (id) => facts.strategies.has(id)),
    ...without("systems change that readers see", choices.systemsChanges, (id) =>
      facts.systemsChanges.has(id),
    ),
    ...(choices.dimensionKeys ?? [])
      .filter((key) => !manifest.dimensionKeys.includes(key))
      .map((key) => `breakdown by ${key} in the release`),
    ...(manifest.places.some(({ code }) => code === placeCode) ? [] : [`place ${placeCode} in the release`]),
  ];
}

function indicatorsOf({ manifest, choices, cells, facts }: ScorecardInput): CardIndicator[] {
  const byIndicator = Map.groupBy(cells, ({ indicatorId }) => indicatorId);
  const entries = new Map(manifest.indicators.map((entry) => [entry.id, entry]));
  const chosen = choices.indicators ?? manifest.indicators.map(({ id }) => ({ id, showsTarget: false }));
  const dimensionKeys = dimensionsOf(manifest, choices);
  return chosen.flatMap(({ id, showsTarget, ...words }) => {
    const [entry, own] = [entries.get(id), byIndicator.get(id)];
    if (!entry || !own) return [];
    const target = showsTarget ? facts.targets.get(id) : undefined;
    const { es, about } = { es: undefined, about: undefined, ...words };
    const composed = composeIndicator(manifest, entry, { cells: own, dimensionKeys, target });
    return [{ ...composed, name: said(entry.name, es), ...defined({ about }) }];
  });
}

function dimensionsOf({ dimensionKeys }: Manifest, choices: Choices): readonly string[] {
  return choices.dimensionKeys ?? dimensionKeys.filter((key) => key !== "all" && !key.includes("+"));
}

function strategiesOf({ choices, facts }: ScorecardInput): ScorecardContent["strategies"] {
  return choices.strategies.flatMap(({ id, es }) => {
    const strategy = facts.strategies.get(id);
    const money = choices.showsMoney ? { money: [...(facts.money.get(id) ?? [])] } : {};
    return strategy ? [{ id, name: said(strategy.name, es), ...money }] : [];
  });
}

function releaseFacts(manifest: Manifest): ScorecardContent["release"] {
  const { id, number, title, publishedAt, recordedUntil, contentHash, method, licence, policy } = manifest;
  return {
    ...{ id, number, title, publishedAt, recordedUntil, contentHash, method },
    policy: { id: policy.id, version: policy.version, minimumCell: policy.minimumCell },
    ...(licence ? { licence: { title: licence.title, ...defined({ path: licence.path }) } } : {}),
  };
}

function counted(words: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(words, (word) => word)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([word, some]) => [word, some.length]),
  );
}

/** The place that a scorecard is of where none is chosen: the first that lies in no other of the release. */
export function firstPlace({ places }: Pick<Manifest, "places">): string | undefined {
  const codes = new Set(places.map(({ code }) => code));
  const whole = places.filter(({ parent }) => parent === undefined || !codes.has(parent));
  return (whole[0] ?? places[0])?.code;
}
