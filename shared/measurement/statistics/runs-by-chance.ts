/** How many runs of points on one side of the centre chance gives: fewer than `least` or more than `most` is a signal. */
export type RunLimits = { readonly least: number; readonly most: number };

/**
 * The limits of the number of runs among `points` that are not on the centre, half of them on each side: `least` is the 5 %
 * point of its distribution from below, `most` the 95 % point (Swed and Eisenhart 1943), counted exactly. 16 points give 5 to
 * 12, as in https://m.qualitydigest.com/magazine/2008/oct/department/underrated-test-run-charts.html.
 */
export function runLimits(points: number): RunLimits {
  const [below, above] = [Math.floor(points / 2), Math.ceil(points / 2)];
  const all = choose(points, below);
  let [counted, least, most] = [0n, 0, points];
  for (let runs = 2; runs <= points; runs += 1) {
    counted += arrangements(runs, below, above);
    if (20n * counted <= all) least = runs;
    if (20n * counted >= 19n * all) {
      most = runs;
      break;
    }
  }
  return { least, most };
}

/** The longest run that chance gives among `points` not on the centre: round(log₂ n) + 3 (Schilling 2012; qicharts2). */
export function longestRunByChance(points: number): number {
  return Math.round(Math.log2(points)) + 3;
}

/**
 * The fewest crossings that chance gives among `points` not on the centre: the 5 % point of the binomial distribution of
 * n − 1 coin tosses (Chen 2010; qicharts2), counted exactly.
 */
export function fewestCrossings(points: number): number {
  const tosses = points - 1;
  const all = 2n ** BigInt(tosses);
  let counted = 0n;
  for (let crossings = 0; crossings <= tosses; crossings += 1) {
    counted += choose(tosses, crossings);
    if (20n * counted >= all) return crossings;
  }
  return tosses;
}

/** In how many orders `below` and `above` points form so many runs. */
function arrangements(runs: number, below: number, above: number): bigint {
  const half = Math.floor(runs / 2);
  const ofBoth = (a: number, b: number) => choose(below - 1, a) * choose(above - 1, b);
  return runs % 2 === 0 ? 2n * ofBoth(half - 1, half - 1) : ofBoth(half, half - 1) + ofBoth(half - 1, half);
}

function choose(from: number, take: number): bigint {
  if (take < 0 || take > from) return 0n;
  let ways = 1n;
  for (let index = 1; index <= take; index += 1) ways = (ways * BigInt(from - take + index)) / BigInt(index);
  return ways;
}
