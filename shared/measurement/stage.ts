import type { Cell } from "./observation.ts";

/** How settled a figure is said to be by who sends it. Left out where the source does not say. */
export const SENT_STAGES = ["provisional", "final"] as const;
/** The letters p and r of the Government Statistical Service, and final. Revised follows from a revision and is never sent. */
export const STAGES = [...SENT_STAGES, "revised"] as const;
export type Stage = (typeof STAGES)[number];

/**
 * A cell as it is to be kept over what is recorded: "revised" where its figure replaces another one that was not provisional, and
 * where it repeats one that was revised before. That a provisional figure changes is what was promised of it; and who calls the
 * new one provisional says that it is not settled.
 */
export function withStage(before: Cell | undefined, sent: Cell): Cell {
  if (before?.status !== "ok" || sent.status !== "ok" || sent.stage === "provisional") return sent;
  const isRevised = sameFigure(before, sent) ? before.stage === "revised" : before.stage !== "provisional";
  return isRevised ? { ...sent, stage: "revised" } : sent;
}

const OF_FIGURE = [
  "numerator",
  "denominator",
  "value",
  "margin",
  "lower",
  "upper",
  "confidenceLevel",
] as const satisfies readonly (keyof Cell)[];

function sameFigure(a: Cell, b: Cell): boolean {
  return OF_FIGURE.every((name) => a[name] === b[name]);
}
