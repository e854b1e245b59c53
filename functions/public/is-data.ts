const DATA = /^\/open\/releases(?:$|.*(?:\.(?:json|ndjson|csv|bib|ris)|\/cells|\/derived)$)/;
const SCORECARD_DATA = /^\/open\/partnerships\/[^/]+\/scorecards?(?:\/\d+)?\.json$/;

/** Whether an address is one of data, whose refusals are problem documents whoever asks. */
export function isData(path: string): boolean {
  return DATA.test(path) || SCORECARD_DATA.test(path);
}
