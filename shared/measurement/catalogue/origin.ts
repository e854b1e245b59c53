import type { CatalogueOrigin, DefinitionFields, SomeFields } from "../indicator.ts";
import type { CatalogueEntry } from "./entry.ts";

/** The fields that make a definition. Its name and who supplies its figures are a partnership's own in any case. */
const DEFINING = [
  "level",
  "outcomeId",
  "polarity",
  "numeratorDefinition",
  "denominatorDefinition",
  "window",
  "frequency",
  "instrument",
  "aggregation",
  "overTime",
  "unit",
  "ratePer",
  "currency",
] as const satisfies readonly (keyof DefinitionFields)[];

/** The definition of an entry, as the fields of an indicator; its place is not among them. */
export function fieldsOf(entry: CatalogueEntry): SomeFields {
  const { id, version, set, group, outcomeIds, dataType, sources, gotchas, ...fields } = entry;
  const [outcomeId] = outcomeIds;
  return { ...fields, ...(outcomeId === undefined ? {} : { outcomeId }) };
}

/** What a person states over an entry: what is left out is the entry's, except what belongs to a unit that is not its. */
export function overEntry(entry: CatalogueEntry, stated: SomeFields): SomeFields {
  const { ratePer, currency, aggregation, ...fields } = fieldsOf(entry);
  const ofUnit =
    stated.unit === undefined || stated.unit === entry.unit ? { ratePer, currency, aggregation } : {};
  const present = Object.entries({ ...fields, ...ofUnit, ...stated }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(present);
}

/** Where an indicator comes from, and which of its defining fields say something else than the entry. */
export function originOf(entry: CatalogueEntry, definition: SomeFields): CatalogueOrigin {
  const fields = fieldsOf(entry);
  const localVariation = DEFINING.filter((name) => fields[name] !== definition[name]);
  return { id: entry.id, version: entry.version, localVariation };
}
