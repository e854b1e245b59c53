import type { GrantRecord } from "./360giving-record.ts";

type Renewal = Pick<GrantRecord, "renewalWording" | "renewal">;

/** "Renewable" about the grant, not about energy, and not denied. */
const RENEWABLE =
  /(?<!\b(?:non|not|un)[- ]?)\brenewable\b(?![- ](?:energy|energies|power|electric|heat|sources?|technolog|fuel|resource|generation))/i;
const RENEWED =
  /\b(?:may|might|could|can|will) be renewed\b|\b(?:option|possibility|possible|subject) (?:of|to|for) renewal\b/i;
const YEAR_OF = /\byear (\d{1,2}) of (?:up to )?(?:an? )?(\d{1,2})\b|\byear (\d{1,2}) of up to\b/i;

/**
 * The sentence (or the part in brackets) of a grant's text that speaks of renewal, and its figures where it gives them.
 * Wording only: what a funder intends is never counted as committed.
 */
export function renewalOf(text: string): Renewal {
  const renewalWording = clauses(text).find((clause) =>
    [RENEWABLE, RENEWED, YEAR_OF].some((cue) => cue.test(clause)),
  );
  if (renewalWording === undefined) return {};
  const [, year, of] = YEAR_OF.exec(renewalWording) ?? [];
  if (year === undefined || of === undefined) return { renewalWording };
  return Number(year) > 0 && Number(of) >= Number(year)
    ? { renewalWording, renewal: { year: Number(year), of: Number(of) } }
    : { renewalWording };
}

const UNRESTRICTED = /\bunrestricted\b/i;
const RESTRICTED = /\brestricted (?:grant|fund|funds|funding|donation|award|support|to|towards)\b/i;
/** Core costs of the organisation; "core costs of the drop-in service" is a purpose again, and so is "associated core costs". */
const CORE_COSTS = /(?<!\b(?:associated|related|and|its) )\bcore (?:costs|funding)\b(?! (?:of|for)\b)/i;

/**
 * Whether the text calls the grant restricted or unrestricted; undefined where it says nothing, or both.
 * Wording only: restriction in the books follows from the agreement.
 */
export function restrictionOf(text: string): GrantRecord["restrictionWording"] {
  const free = UNRESTRICTED.test(text) || CORE_COSTS.test(text);
  const bound = RESTRICTED.test(text);
  if (free === bound) return undefined;
  return free ? "unrestricted" : "restricted";
}

/** Parts in brackets first, each by itself, then sentences without them. */
function clauses(text: string): string[] {
  const inBrackets = [...text.matchAll(/\(([^()]*)\)/g)].map((match) => match[1] ?? "");
  const sentences = text.replaceAll(/\([^()]*\)/g, " ").split(/(?<=[.!?])\s+|[\r\n]+/);
  return [...inBrackets, ...sentences]
    .map((clause) => clause.replaceAll(/\s+/g, " ").trim())
    .filter((clause) => clause !== "");
}
