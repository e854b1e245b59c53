/** Whether a parsed JSON value is an object (not null, not an array). */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a JSON array, each with its place in it; nothing where the value is not an array. */
export function objectsOf(value: unknown): { item: Readonly<Record<string, unknown>>; index: number }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) => (isObject(item) ? [{ item, index }] : []));
}

/** Text without outer blanks; a number is taken by its digits; anything else, and blank text, is undefined. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined;
}

/** The same object without the keys whose value is undefined, so that it is stored and compared as it reads. */
export function definedOnly<T extends object>(value: T): T {
  // Object.fromEntries forgets the keys; nothing but undefined values is dropped, and the type allows those to be absent.
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}

/** The JSON name of a value's type, for a sentence: "text", "a number", "null", "an array", "an object"… */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "string") return "text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
