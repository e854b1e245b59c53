/**
 * Whole numbers by name, and under names again: all that the portfolio keeps are sums of this kind. What is nothing is not there,
 * so that equal sums are equal text, whichever way they came about.
 */
export type Sums = { readonly [name: string]: number | Sums | undefined };

type Tree = { [name: string]: number | Tree };

/**
 * Two trees of sums added, or the second taken out of the first. Taking out what was put in leaves no trace of it. Throws where a
 * sum would no longer be exact.
 */
export function plus(sums: Sums, others: Sums, sign: 1 | -1 = 1): Sums {
  const tree = newTree();
  add(tree, sums, 1);
  add(tree, others, sign);
  return withoutNothing(tree);
}

/** All of several trees of sums together; throws as `plus` does. */
export function total(all: readonly Sums[]): Sums {
  const tree = newTree();
  for (const sums of all) add(tree, sums, 1);
  return withoutNothing(tree);
}

/** Whether nothing is in a tree of sums. */
export function isNothing(sums: Sums): boolean {
  return Object.keys(sums).length === 0;
}

/** Without a prototype: a name may be what people wrote, "__proto__" and "constructor" too. */
function newTree(): Tree {
  return Object.create(null) as Tree;
}

function add(tree: Tree, sums: Sums, sign: 1 | -1): void {
  for (const [name, value] of Object.entries(sums)) {
    if (value === undefined) continue;
    const held = tree[name];
    if (typeof value === "object") {
      const branch = held ?? newTree();
      if (typeof branch === "number") throw new Error("A sum of a portfolio has sums under it.");
      tree[name] = branch;
      add(branch, value, sign);
    } else {
      if (typeof held === "object") throw new Error("A sum of a portfolio has sums under it.");
      const sum = (held ?? 0) + sign * value;
      if (!Number.isSafeInteger(sum)) throw new Error("A sum of a portfolio left the range that is exact.");
      tree[name] = sum;
    }
  }
}

function withoutNothing(tree: Tree): Tree {
  const kept = newTree();
  for (const [name, value] of Object.entries(tree)) {
    const inner = typeof value === "object" ? withoutNothing(value) : value;
    if (typeof inner === "object" ? !isNothing(inner) : inner !== 0) kept[name] = inner;
  }
  return kept;
}
