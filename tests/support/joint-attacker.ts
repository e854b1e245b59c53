import { attackLinked, type Belief, type Row } from "./release-attacker.ts";
import { type Link, linksOf, nameOf } from "./release-links.ts";

/** A figure as it is, whoever may know: its numerator and its denominator. */
export type Truth = readonly [inside: number, all: number];

/** What was printed at some time, by us or by others; `epoch` counts how often figures were corrected by then. */
export type Printed = { readonly epoch: number; readonly rows: readonly Row[] };

/**
 * Somebody who keeps everything that was ever printed of some children, withdrawn releases too. Figures that did not change are one;
 * those that did are others, and what ties them held at their own time.
 */
export function attackJointly(
  printed: readonly Printed[],
  epochs: readonly ReadonlyMap<string, Truth>[],
  parents: ReadonlyMap<string, string> = new Map(),
): Map<string, Belief> {
  const known = new Map<string, Row>();
  for (const { epoch, rows } of printed)
    for (const row of rows) {
      const one = versioned(row, epochs[epoch]);
      known.set(nameOf(one), merged(known.get(nameOf(one)), one));
    }
  const links = epochs.flatMap((truth, epoch) =>
    linksAt(
      printed.filter((one) => one.epoch <= epoch),
      { truth, epochs, epoch, parents },
    ),
  );
  const beliefs = attackLinked({ rows: [...known.values()], links, strangers: [] });
  return new Map(beliefs.map((belief) => [`${nameOf(belief.row)} ${belief.count}`, belief]));
}

/** A row under a name of its own for each number that it had. */
function versioned(row: Row, truth: ReadonlyMap<string, Truth> | undefined): Row {
  return { ...row, category: `${row.category}@${truth?.get(nameOf(row))?.join("/")}` };
}

/** What two prints of one figure tell together. */
function merged(one: Row | undefined, other: Row): Row {
  if (!one) return other;
  const bands = [one.band, other.band].flatMap((band) => band ?? []);
  const band = {
    from: Math.max(...bands.map(({ from }) => from)),
    to: Math.min(...bands.map(({ to }) => to)),
  };
  return {
    ...one,
    numerator: one.numerator ?? other.numerator,
    denominator: one.denominator ?? other.denominator,
    value: one.value ?? other.value,
    ...(bands.length > 0 ? { band } : {}),
  };
}

/** What ties the figures of one time: those that were printed then, and those from before that had not changed. */
function linksAt(
  printed: readonly Printed[],
  at: {
    readonly truth: ReadonlyMap<string, Truth>;
    readonly epochs: readonly ReadonlyMap<string, Truth>[];
    readonly epoch: number;
    readonly parents: ReadonlyMap<string, string>;
  },
): Link[] {
  const { truth, epochs, parents } = at;
  const rows = new Map<string, Row>();
  for (const { epoch, rows: own } of printed)
    for (const row of own) {
      const name = nameOf(row);
      if (epochs[epoch]?.get(name)?.join() === truth.get(name)?.join()) rows.set(name, row);
    }
  const { links } = linksOf([...rows.values()], { parents, isCount: () => false, lore: {} });
  const names = new Map([...rows].map(([name, row]) => [name, nameOf(versioned(row, truth))]));
  const renamed = (variable: string) => {
    const end = variable.lastIndexOf(" ");
    return `${names.get(variable.slice(0, end))}${variable.slice(end)}`;
  };
  const sum = (variables: readonly string[]) =>
    variables.reduce((total, variable) => {
      const end = variable.lastIndexOf(" ");
      const [inside, all] = truth.get(variable.slice(0, end)) ?? [0, 0];
      return total + (variable.endsWith(" in") ? inside : all - inside);
    }, 0);
  // Breakdowns of which not all parts are printed are no sums.
  return links
    .filter(({ plus, minus }) => sum(plus) === sum(minus))
    .map(({ plus, minus, mayLeaveOut }) => ({
      plus: plus.map(renamed),
      minus: minus.map(renamed),
      mayLeaveOut,
    }));
}
