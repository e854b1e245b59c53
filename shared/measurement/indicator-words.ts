/**
 * A core indicator is the official, lagging measure of an outcome for children; a contributing one foretells it; a systems
 * indicator shows what schools and training do that shapes it, an adjacent one what lies beside them (housing, food): these speak
 * of a population. A performance measure says how much a programme did, how well, or whether anyone it serves is better off.
 */
export const LEVELS = ["core", "contributing", "system", "adjacent", "performance"] as const;
export type Level = (typeof LEVELS)[number];
/** Which way is better. */
export const POLARITIES = ["higher", "lower", "neutral"] as const;
/** A way that is better than the other: what progress and gaps need to be told. */
export type Polarity = Exclude<(typeof POLARITIES)[number], "neutral">;
/** What figures are measured in; "currency" is money. What an observation cannot carry is no unit: words, or a place in an order. */
export const UNITS = ["percent", "rate", "count", "index", "ratio", "currency"] as const;
export type Unit = (typeof UNITS)[number];
export const FREQUENCIES = ["yearly", "termly", "quarterly", "monthly", "weekly", "irregular"] as const;
/** How figures of groups or places make one figure: added, pooled by their numerators and denominators, or not at all. */
export const AGGREGATIONS = ["sum", "weighted", "none"] as const;
/** What following periods count: what is new (flow), what there is (stock), or what came so far (cumulative). */
export const OVER_TIME = ["flow", "stock", "cumulative"] as const;
/** What a performance measure asks: how much was done, how well, whether anyone is better off (Results-Based Accountability). */
export const PERFORMANCE_KINDS = ["howMuch", "howWell", "betterOff"] as const;
/** Why figures before a day and from it on are not of one kind. */
export const BREAK_KINDS = ["instrument", "scheme", "definition"] as const;

/** The level that a stored word says: "core" was written "outcome" before the other levels were told apart. */
export function levelWord(stored: unknown): unknown {
  return stored === "outcome" ? "core" : stored;
}

/** For whom an indicator answers: a population, or those whom a programme serves. It follows from the level. */
export function accountabilityOf(level: Level): "population" | "performance" {
  return level === "performance" ? "performance" : "population";
}
