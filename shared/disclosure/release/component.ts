import type { CountSystem } from "./count-system.ts";

/** Units that equations tie together, and those equations. What is known of one component tells nothing of another. */
export type Component = { readonly units: readonly number[]; readonly equations: readonly number[] };

/** The components of a system, in the order of their first units. */
export function componentsOf({ units, equations, owners }: CountSystem): Component[] {
  const parents = units.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number;
      at = parents[at] as number;
    }
    return at;
  };
  for (const { variables } of equations) {
    const [first, ...others] = variables.map((variable) => owners[variable] as number);
    for (const other of others) parents[root(other)] = root(first as number);
  }
  const members = Map.groupBy(units.keys(), root);
  const rows = Map.groupBy(equations.keys(), (index) =>
    root(owners[equations[index]?.variables[0] as number] as number),
  );
  return [...members].map(([key, own]) => ({ units: own, equations: rows.get(key) ?? [] }));
}
