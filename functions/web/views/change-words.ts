import type { Change, PartChange } from "../../../shared/platform/history.ts";
import { capitalised, formatMoney } from "../../../shared/reporting/wording/format.ts";

const MOST_SHOWN = 300;

/** What an act is called: "report-template.version-added" is "Report template: version added". */
export function actInWords(action: string): string {
  return capitalised(action.replaceAll(".", ": ").replaceAll("-", " "));
}

/** Who did something: by name where it is known, else by id. */
export function whoInWords({ by }: Pick<Change, "by">, names: ReadonlyMap<string, string>): string {
  return names.get(by.principalId) ?? by.principalId;
}

/** The place of a stored item within its record, in words. */
export function placeInWords(sk: string): string {
  if (sk === "C#HEAD") return "The record itself";
  if (sk.startsWith("H#")) return `Change ${Number(sk.slice(2))}`;
  if (sk === "C#PRIVATE") return "Name and address";
  if (sk.startsWith("C#MEMBER#")) return "What they are in an organisation";
  if (sk.startsWith("X#V#")) return `Version ${Number(sk.slice(4))}`;
  return sk;
}

/** One value that changed. */
export type Difference = {
  readonly where: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
};

/** What a change made of what, value by value. Personal data is in no history: it is said to have changed. */
export function differences({ parts }: Change): Difference[] {
  return parts.flatMap((part) => differencesOf(part));
}

function differencesOf({ sk, before, after }: PartChange): Difference[] {
  const where = placeInWords(sk);
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names.map((name) => {
    if (name === "digest")
      return {
        where,
        what: "Content",
        before: before ? "not kept in the history" : "",
        after: "not kept in the history",
      };
    const what = capitalised(nameInWords(name));
    return { where, what, before: textOf(before?.[name]), after: textOf(after?.[name]) };
  });
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  const text = valueInWords(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** A stored value as people read it: lists as their entries, money as money, the rest as names with values. Texts stay as they are. */
export function valueInWords(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return listInWords(value);
  if (typeof value !== "object") return String(value);
  if (isMoney(value)) return formatMoney(value);
  const entries = Object.entries(value).map(
    ([name, inner]) => `${nameInWords(name)}: ${valueInWords(inner)}`,
  );
  return entries.length === 0 ? "none" : entries.join(", ");
}

function listInWords(values: readonly unknown[]): string {
  if (values.length === 0) return "none";
  const isOfParts = values.some((value) => typeof value === "object" && value !== null);
  return values.map(valueInWords).join(isOfParts ? "; " : ", ");
}

function isMoney(value: object): value is { readonly amount: string; readonly currency: string } {
  const { amount, currency, ...rest } = value as Readonly<Record<string, unknown>>;
  return (
    Object.keys(rest).length === 0 &&
    /^-?\d+(\.\d+)?$/.test(String(amount)) &&
    /^[A-Z]{3}$/.test(String(currency))
  );
}

function nameInWords(name: string): string {
  return name
    .replace(/([A-Z])/g, " $1")
    .replaceAll("-", " ")
    .toLowerCase();
}
