import type { Period } from "../platform/time.ts";
import type { Dimensions } from "./dimension.ts";
import type { Indicator } from "./indicator.ts";
import type { Level, Unit } from "./indicator-words.ts";
import type { CellStatus, Quality } from "./observation.ts";
import type { Place } from "./place.ts";
import type { Stage } from "./stage.ts";
import type { ConfidenceLevel } from "./uncertainty.ts";

/** A figure as reports read it: null where there is none, or where it is withheld. */
export type SummaryCell = {
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** From numerator and denominator where both are there. */
  readonly value: number | null;
  /** The uncertainty of the figure, as its source says it; absent wherever the figure is. */
  readonly margin?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly confidenceLevel?: ConfidenceLevel;
  readonly status: CellStatus;
  readonly stage?: Stage;
  readonly quality?: Quality;
  /** Why a figure is not shown, where that is not how small it is. */
  readonly withheldBy?: "agreement";
};

/** The latest revision of one stored set: cells by category key ("black+female", "all"). */
export type SummarySet = {
  readonly period: Period;
  readonly revision: number;
  /** The reference under which this revision can be opened: what a report cites. */
  readonly ref: string;
  readonly protectedAtSource: boolean;
  /** The data agreements that its figures may be under. */
  readonly agreementIds?: readonly string[];
  /** Whether one of those forbids to publish them; said as the summary is read, from what the agreements say now. */
  readonly heldBack?: boolean;
  /** What the source calls the place; only where it is not the indicator's own. */
  readonly placeName?: string;
  readonly cells: Readonly<Record<string, SummaryCell>>;
};

/** `value` is null where it is withheld. */
export type SummaryTarget = {
  readonly dimensions: Dimensions;
  readonly baseline?: { readonly period: Period; readonly value: number | null };
  readonly target?: { readonly period: Period; readonly value: number };
};

/** What a report says of an indicator beside its figures. Only in the summary of the indicator's own place. */
export type SummaryDefinition = {
  readonly version: number;
  readonly name: string;
  readonly level: Level;
  readonly outcomeId?: string;
  readonly polarity: Indicator["polarity"];
  readonly currency?: string;
  readonly numeratorDefinition: string;
  readonly denominatorDefinition: string;
  readonly window?: string;
  readonly source: string;
  readonly placeName: string;
  readonly targets: readonly SummaryTarget[];
  /** The first days of periods of a new kind: nothing is compared across them. Absent where there is none. */
  readonly breaks?: readonly string[];
};

/** All that reports read of one indicator in one place: sets by dimension key ("all", "race-ethnicity+sex"), then period key. */
export type Summary = {
  readonly indicatorId: string;
  readonly partnershipId: string;
  readonly ownerId: string;
  readonly place: Place;
  readonly unit: Unit;
  readonly ratePer?: number;
  readonly definition?: SummaryDefinition;
  readonly sets: Readonly<Record<string, Readonly<Record<string, SummarySet>>>>;
};
