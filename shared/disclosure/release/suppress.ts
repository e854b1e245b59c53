import type { Highs } from "highs";
import {
  type ChangeTask,
  type Count,
  changeProgram,
  cheapestChange,
  type Moved,
  type Target,
  TOLERANCE,
} from "./change-program.ts";
import type { CountSystem, Unit } from "./count-system.ts";
import { graver, type Hiding } from "./hiding.ts";
import { withProgram } from "./linear-program.ts";
import { COUNTS, type Proof, Reach } from "./reach.ts";

/** What a component is protected with. */
export type Suppression = Pick<
  ChangeTask,
  "system" | "units" | "standings" | "base" | "mostHiding" | "weight"
> & {
  /** What is hidden for its own sake, or never had a cell. */
  readonly primary: ReadonlyMap<number, Hiding>;
  /** Hidden units of which readers may learn the counts: many children whom a breakdown leaves out. */
  readonly harmless: ReadonlySet<number>;
  /** Ever more units among which a change is looked for first: most are found there, in a fraction of the time. */
  readonly near: (unit: number, hiding: (unit: number) => Hiding) => Iterable<readonly number[]>;
  readonly minimumWidth: number;
  readonly minimumCell: number;
};

export type Suppressed = {
  readonly hiding: ReadonlyMap<number, Hiding>;
  readonly proofs: readonly Proof[];
  /** Units of which a count stays too narrow, whatever else is hidden: what is out already gives it away. */
  readonly exposed: readonly number[];
};

/**
 * Hides more until every hidden count keeps `minimumWidth` values above its lowest open, for all that a reader can tell. For one count
 * after the other, the cheapest change of hidden and shown counts is found that makes this difference and leaves every equation
 * true: a linear program, as in the relaxation of cell suppression by Kelly, Golden and Assad (1992). The units that change are
 * hidden; the change is the proof. Where a count can neither rise nor fall so far, what it can rise and fall adds up.
 */
export function suppress(highs: Highs, task: Suppression): Suppressed {
  const hiding = new Map(task.primary);
  const hidden = (unit: number): Hiding => hiding.get(unit) ?? "nothing";
  const open = (unit: number) =>
    task.harmless.has(unit)
      ? []
      : targetsOf(task.system, unit, { how: hidden(unit), minimumCell: task.minimumCell });
  const targets = [...hiding.keys()].flatMap(open);
  const reach = new Reach();
  const proofs: Proof[] = [];
  const exposed = new Set<number>();
  for (let at = 0; at < targets.length; at++) {
    const target = targets[at] as Target;
    while (reach.width(target) < task.minimumWidth) {
      const change = findChange(highs, { ...task, hiding: hidden }, { target, reach });
      if (!change) {
        exposed.add(target.unit);
        break;
      }
      proofs.push(change);
      reach.add(change);
      for (const [unit, moved] of change) {
        const how = graver(hidden(unit), hidingFor(moved, task.system.units[unit] as Unit));
        if (how === hidden(unit)) continue;
        hiding.set(unit, how);
        targets.push(...open(unit));
      }
    }
  }
  return { hiding, proofs, exposed: [...exposed] };
}

/**
 * Which counts of a hidden unit have to stay open: with the denominator shown, the count outside is as open as the one inside. Of those
 * without a figure only what is not known to be many.
 */
export function targetsOf(
  { units, values, told }: CountSystem,
  unit: number,
  { how, minimumCell }: { how: Hiding; minimumCell: number },
): Target[] {
  if (how === "nothing") return [];
  const { isUnseen, inside = -1, outside } = units[unit] ?? {};
  if (outside === undefined || how === "inside") return [{ unit, count: "inside" }];
  const [within, without] = [values[inside] ?? null, values[outside] ?? null];
  const isMany = (count: Count) => {
    if (!isUnseen || within === null || without === null) return false;
    return { inside: within, outside: without, all: within + without }[count] >= minimumCell;
  };
  // A count that was told before, of a figure that is another one now, is no secret.
  return COUNTS.filter((count) => !told.get(unit)?.has(count) && !isMany(count)).map((count) => ({
    unit,
    count,
  }));
}

/** A change of the denominator hides all; a change inside it the rate. */
function hidingFor({ inside, all }: Moved, { outside }: Unit): Hiding {
  if (outside === undefined) return Math.abs(inside) > TOLERANCE ? "all" : "nothing";
  if (Math.abs(all) > TOLERANCE) return "all";
  return Math.abs(inside) > TOLERANCE ? "inside" : "nothing";
}

/** The cheapest change nearby that takes a count as far as it has to go, or else anywhere, or else a part of the way. */
function findChange(
  highs: Highs,
  task: Suppression & Pick<ChangeTask, "hiding">,
  { target, reach }: { target: Target; reach: Reach },
): Proof | undefined {
  const { least, most } = reach.of(target);
  // Whole steps: what lies between two counts is none.
  const [up, down] = [
    Math.ceil(least - TOLERANCE) + task.minimumWidth,
    Math.floor(most + TOLERANCE) - task.minimumWidth,
  ];
  const parts = [2, 4, task.minimumWidth].map((by) => [
    Math.ceil(most + (up - most) / by),
    Math.floor(least + (down - least) / by),
  ]);
  for (const units of task.near(target.unit, task.hiding)) {
    if (units.length > task.units.length / 2) break;
    const change = changeAmong(highs, { ...task, units }, { target, changes: [up, down] });
    if (change) return change;
  }
  for (const changes of [[up, down], ...parts]) {
    const change = changeAmong(highs, task, { target, changes });
    if (change) return change;
  }
  return undefined;
}

function changeAmong(
  highs: Highs,
  task: ChangeTask,
  { target, changes }: { target: Target; changes: readonly number[] },
): Proof | undefined {
  const layout = changeProgram(task);
  return withProgram(highs, layout.program, (program) =>
    cheapestChange(program, layout, { target, changes }),
  );
}
