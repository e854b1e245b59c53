const DATA = /^\/open\/releases(?:$|.*(?:\.(?:json|ndjson|csv)|\/cells|\/derived)$)/;

/** Whether an address is one of data, whose refusals are problem documents whoever asks. */
export function isData(path: string): boolean {
  return DATA.test(path);
}
