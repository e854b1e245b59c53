import { capitalised } from "../../../shared/pages/index.ts";
import type { Change, PartChange } from "../../../shared/platform/history.ts";

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
    const what = capitalised(name.replace(/([A-Z])/g, " $1").toLowerCase());
    return { where, what, before: textOf(before?.[name]), after: textOf(after?.[name]) };
  });
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
