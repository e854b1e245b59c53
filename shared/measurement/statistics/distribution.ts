/// <reference path="./vega-statistics.d.ts" />
import { cumulativeNormal, quantileNormal } from "vega-statistics";

/**
 * How many standard errors lie on each side of an estimate at a two-sided level: `zFor(0.95)` is 1.959964. Where a rule is
 * published with a rounded z (1.645, 1.96), the rule's own number is used instead.
 */
export function zFor(level: number): number {
  return quantileNormal((1 + checked(level)) / 2);
}

/** The two-sided p-value of a z statistic: `twoSidedP(1.959964)` is 0.05. */
export function twoSidedP(z: number): number {
  return Math.min(1, 2 * cumulativeNormal(-Math.abs(z)));
}

/**
 * As `zFor`, for Student's t with few degrees of freedom (a whole number from 1): `tFor(0.95, 1)` is 12.7062. The library of
 * the normal distribution has no t, so its finite series is inverted by bisection: Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 26.7.3 and 26.7.4.
 */
export function tFor(level: number, degreesOfFreedom: number): number {
  const wanted = checked(level);
  let [low, high] = [0, Math.PI / 2];
  // Each step halves the angle: 60 of them go beyond what floating point can tell apart.
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, degreesOfFreedom) < wanted) low = middle;
    else high = middle;
  }
  return Math.sqrt(degreesOfFreedom) * Math.tan((low + high) / 2);
}

/** The share of t between −t and t, by the angle whose tangent is t / √(degrees of freedom). */
function shareWithin(angle: number, degreesOfFreedom: number): number {
  const isOdd = degreesOfFreedom % 2 === 1;
  const cosine = Math.cos(angle);
  let term = isOdd ? cosine : 1;
  let series = 0;
  for (let index = 0, k = isOdd ? 2 : 1; index < Math.floor(degreesOfFreedom / 2); index += 1, k += 2) {
    series += term;
    term *= (k / (k + 1)) * cosine ** 2;
  }
  const sum = Math.sin(angle) * series;
  return isOdd ? (2 / Math.PI) * (angle + sum) : sum;
}

function checked(level: number): number {
  if (!(level > 0 && level < 1))
    throw new Error(`A level of confidence lies between 0 and 1; ${level} does not.`);
  return level;
}
