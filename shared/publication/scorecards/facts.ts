import type { Money } from "../../platform/money.ts";
import type { Period } from "../../platform/time.ts";
import type { Choices } from "./choices.ts";

/** What a scorecard draws on beside its release, as records have it when it is composed. No figure of a person is among it. */
export type ScorecardFacts = {
  /** The target for everybody by indicator: the goal alone, never where somebody stood. */
  readonly targets: ReadonlyMap<string, { readonly value: number; readonly period: Period }>;
  readonly strategies: ReadonlyMap<string, { readonly name: string }>;
  /** Of those that were chosen what all readers of the partnership see. */
  readonly systemsChanges: ReadonlyMap<
    string,
    { readonly title: string; readonly status: string; readonly statusOn: string }
  >;
  readonly gateways: readonly {
    readonly framework: string;
    readonly gateway: string;
    readonly reachedOn: string;
  }[];
  /** By strategy, of commitments in force whose funders let their amounts be shown. */
  readonly money: ReadonlyMap<string, readonly Money[]>;
};

/** Reads what a partnership chose of its records. */
export type ReadScorecardFacts = (partnershipId: string, choices: Choices) => Promise<ScorecardFacts>;
