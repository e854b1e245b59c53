/** A JSON merge patch (RFC 7396) of one level: `null` takes a field away, what is absent or undefined stays as it is. */
export function merge(present: object, changes: object): Record<string, unknown> {
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  const merged = Object.entries({ ...present, ...Object.fromEntries(named) });
  return Object.fromEntries(merged.filter(([, value]) => value !== null));
}
