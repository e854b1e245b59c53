import type { Highs } from "highs";
import type { Table } from "../../platform/table.ts";
import type { Clock } from "../../platform/time.ts";

/** What the work on releases stands on. */
export type ReleaseDeps = {
  readonly table: Table;
  /** The releases table: what everybody may read. */
  readonly published: Table;
  readonly clock: Clock;
  /** Opens the solver of linear programs; only where something is planned. */
  readonly openSolver: () => Promise<Highs>;
  /** The name of a partnership, as it stands; undefined where there is none. */
  readonly partnershipName: (id: string) => Promise<string | undefined>;
  /** How long a step takes up further work, well under the function's time-out. */
  readonly stepMs?: number;
};

const STEP_MS = 20_000;

/** When a step that begins now has to end, in milliseconds since 1970. */
export function endOfStep({ clock, stepMs = STEP_MS }: Pick<ReleaseDeps, "clock" | "stepMs">): number {
  return Date.parse(clock()) + stepMs;
}

/** Whether a step still takes up work. */
export function isInTime({ clock }: Pick<ReleaseDeps, "clock">, until: number): boolean {
  return Date.parse(clock()) < until;
}
