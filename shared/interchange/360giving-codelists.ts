/**
 * The closed codelists of the 360Giving Data Standard that a grant can name, as codes only (facts of the standard 1.4).
 * A code outside its list is a finding, never a rejection: lists grow before readers do.
 */
/** What kind of onward granting a grant is for. */
export const REGRANT_TYPES = codes("FRG", [10, 20, 30, 40, 50, 60, 70]);
/** How wide an area a grant is meant to reach. */
export const LOCATION_SCOPES = codes("GLS", [10, 20, 30, 40, 50, 60, 99]);
/** Why a person is given a grant. */
export const INDIVIDUAL_GRANT_REASONS = codes("GTIR", tens(12));
/** What a person is given a grant for. */
export const INDIVIDUAL_GRANT_PURPOSES = codes("GTIP", tens(17));

function tens(count: number): number[] {
  return Array.from({ length: count }, (_, index) => (index + 1) * 10);
}

function codes(prefix: string, numbers: readonly number[]): ReadonlySet<string> {
  return new Set(numbers.map((number) => `${prefix}${String(number).padStart(3, "0")}`));
}
