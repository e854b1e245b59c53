import type { Component } from "./component.ts";
import type { CountSystem, Unit } from "./count-system.ts";

/** A component as a system of its own, so that what is done with it takes the time of its size and not of the whole release's. */
export type Subsystem = {
  readonly system: CountSystem;
  readonly component: Component;
  /** Which unit of the whole a unit of the part is. */
  readonly origin: readonly number[];
};

export function subsystemOf(system: CountSystem, { units: origin, equations: own }: Component): Subsystem {
  const values: (number | null)[] = [];
  const owners: number[] = [];
  const place = new Map<number, number>();
  const moved = (variable: number, unit: number) => {
    const at = values.push(system.values[variable] ?? null) - 1;
    owners.push(unit);
    place.set(variable, at);
    return at;
  };
  const units = origin.map((index, unit): Unit => {
    const { inside, outside, ...rest } = system.units[index] as Unit;
    const within = moved(inside, unit);
    return { ...rest, inside: within, ...(outside === undefined ? {} : { outside: moved(outside, unit) }) };
  });
  const equations = own.map((index) => {
    const { variables = [], coefficients = [] } = system.equations[index] ?? {};
    return { variables: variables.map((variable) => place.get(variable) as number), coefficients };
  });
  return {
    system: {
      units,
      values,
      owners,
      equations,
      outAlready: ofOrigin(system.outAlready, origin),
      bandsBefore: ofOrigin(system.bandsBefore, origin),
      told: ofOrigin(system.told, origin),
    },
    component: { units: [...units.keys()], equations: [...equations.keys()] },
    origin,
  };
}

/** What is known of units of the whole, by those of the part. */
export function ofOrigin<T>(known: ReadonlyMap<number, T>, origin: readonly number[]): Map<number, T> {
  return new Map(
    origin.flatMap((index, unit) => {
      const value = known.get(index);
      return value === undefined ? [] : [[unit, value] as const];
    }),
  );
}
