import type { CountSystem, Unit } from "./count-system.ts";

/** Units that equations tie together, and those equations. What is known of one component tells nothing of another. */
export type Component = { readonly units: readonly number[]; readonly equations: readonly number[] };

/** The components of a system, in the order of their first units. */
export function componentsOf({ units, equations, values }: CountSystem): Component[] {
  const parents = units.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number;
      at = parents[at] as number;
    }
    return at;
  };
  const owner = ownersOf(units, values.length);
  for (const { variables } of equations) {
    const [first, ...others] = variables.map((variable) => owner[variable] as number);
    for (const other of others) parents[root(other)] = root(first as number);
  }
  const members = Map.groupBy(units.keys(), root);
  const rows = Map.groupBy(equations.keys(), (index) =>
    root(owner[equations[index]?.variables[0] as number] as number),
  );
  return [...members].map(([key, own]) => ({ units: own, equations: rows.get(key) ?? [] }));
}

/** Which unit each variable belongs to. */
export function ownersOf(units: readonly Unit[], variables: number): number[] {
  const owner = new Array<number>(variables).fill(-1);
  for (const [index, { inside, outside }] of units.entries()) {
    owner[inside] = index;
    if (outside !== undefined) owner[outside] = index;
  }
  return owner;
}
