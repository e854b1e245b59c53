/** Whether there is a figure, and if not why; the letters are those of `measurement`. Harmless first, hidden last. */
export const STATUSES_BY_SEVERITY = ["ok", "u", "z", "w", "x", "c"] as const;
export type Status = (typeof STATUSES_BY_SEVERITY)[number];

/** A figure, with all that could lead to somebody. */
export type ProtectableCell = {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  /** A margin or bounds tell where the value lies, and how many are behind it: they are shown with the value or not at all. */
  readonly margin?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly confidenceLevel?: number;
  readonly status: Status;
  /** Why it is not shown, where that is not how small it is. */
  readonly withheldBy?: "agreement";
};

/** The total ("all") or one breakdown of an indicator in one place and period. */
export type ProtectableSet<Cell extends ProtectableCell = ProtectableCell> = {
  readonly protectedAtSource: boolean;
  /** Its figures came under an agreement that forbids to publish them. */
  readonly heldBack?: boolean;
  readonly cells: Readonly<Record<string, Cell>>;
};

/** What values are made of: whether a numerator follows from a percentage, and whether a figure without counts may stand. */
export type Measure = {
  readonly unit: "percent" | "rate" | "count" | "index" | "ratio" | "currency";
  readonly ratePer?: number;
  /** Figures of a system, such as dollars a pupil: without counts they say nothing of a person. */
  readonly aboutSystem: boolean;
};

/** The status of something derived from several figures: the gravest of theirs, so that nothing hidden is told by it. */
export function worstStatus(statuses: Iterable<Status>): Status {
  let worst = 0;
  for (const status of statuses) worst = Math.max(worst, STATUSES_BY_SEVERITY.indexOf(status));
  return STATUSES_BY_SEVERITY[worst] ?? "c";
}
