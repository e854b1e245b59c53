import { type Finding, finding, pointerBelow } from "./finding.ts";
import { isObject } from "./raw-value.ts";

/** Fields of the standard that hold a person: the individual's name, and an organisation's contact. */
const PERSONAL_FIELDS = new Set(["contactName", "email", "telephone"]);
/** Columns publishers add by themselves ("Full name of applicant"): told by their title, in the hope of missing none. */
const PERSONAL_TITLES =
  /\b(surnames?|forenames?|(first|last|full|family|given)[ _-]?names?|applicants?|contact|e-?mail|(tele)?phone|mobile|date of birth|dob)\b/i;
/** What stands where an individual's name stood in a text. */
export const NAME_REMOVED = "[name removed]";

export type WithoutPersonalData = {
  readonly grant: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
};

/**
 * A grant without what tells who a person is: names of individuals (also where they occur inside other texts), contacts
 * and columns titled like personal data. Each removal is a finding that says where, never what. An individual's id stays:
 * publishers are asked to make it opaque.
 */
export function withoutPersonalData(raw: Readonly<Record<string, unknown>>, at: string): WithoutPersonalData {
  const removed: string[] = [];
  const person = raw.recipientIndividual;
  const name = isObject(person) && typeof person.name === "string" ? person.name.trim() : "";
  const clean = withoutFields(raw, at, removed);
  const grant = name.length > 2 ? withoutName(clean, name) : clean;
  const note = (pointer: string) => finding(pointer, "personal-data-removed", "Personal data is not kept.");
  return { grant: isObject(grant) ? grant : {}, findings: removed.map(note) };
}

function withoutFields(value: unknown, at: string, removed: string[]): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => withoutFields(item, pointerBelow(at, index), removed));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([key, inner]) => {
    const pointer = pointerBelow(at, key);
    if (!isPersonal(key, at)) return [[key, withoutFields(inner, pointer, removed)] as const];
    if (inner !== null && inner !== "") removed.push(pointer);
    return [];
  });
  return Object.fromEntries(kept);
}

function isPersonal(key: string, parent: string): boolean {
  if (parent.endsWith("/recipientIndividual")) return key !== "id";
  return PERSONAL_FIELDS.has(key) || PERSONAL_TITLES.test(key);
}

function withoutName(value: unknown, name: string): unknown {
  if (typeof value === "string") return value.replaceAll(name, NAME_REMOVED);
  if (Array.isArray(value)) return value.map((item) => withoutName(item, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutName(inner, name)]));
}
