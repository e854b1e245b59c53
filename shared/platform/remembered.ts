const memory = new WeakMap<object, Map<string, unknown>>();

/**
 * What `make` gives for a text, made once for each owner and forgotten with it. For pure functions of the two: a file says its
 * periods and subgroups a million times, and its rows may share them.
 */
export function remembered<T>(owner: object, text: string, make: () => T): T {
  const known = memory.get(owner) ?? new Map<string, unknown>();
  memory.set(owner, known);
  if (known.has(text)) return known.get(text) as T;
  const made = make();
  known.set(text, made);
  return made;
}
