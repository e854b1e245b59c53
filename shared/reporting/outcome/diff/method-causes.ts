import { DEFAULT_POLICY } from "../../../disclosure/index.ts";
import { PROGRESS_RULES } from "../../../measurement/index.ts";
import type { Method } from "../../methods.ts";
import type { Cause } from "./causes.ts";
import type { Difference } from "./leaves.ts";

/** A method of which two reports hold different versions; absent on a side whose report was made without it. */
export type MovedMethod = { readonly id: string; readonly before?: string; readonly after?: string };

/** The methods whose versions differ between two reports, by id. Of one version the words may differ: they say the same. */
export function movedMethods(before: readonly Method[], after: readonly Method[]): MovedMethod[] {
  const [then, now] = [before, after].map((all) => new Map(all.map(({ id, version }) => [id, version])));
  const ids = [...new Set([...before, ...after].map(({ id }) => id))].sort();
  return ids.flatMap((id) => {
    const [was, is] = [then?.get(id), now?.get(id)];
    if (was === is) return [];
    return [
      { id, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) },
    ];
  });
}

/** What is said of a method that moved: a place of its own, and the cause that it is. */
export function methodDifference({ id, before, after }: MovedMethod): Difference {
  return { path: `/methods/${id}/version`, section: "methods", of: [id], before, after };
}

/** A method that moved, as a cause. */
export function methodCause({ id, ...method }: MovedMethod): Cause {
  return { kind: "method-version", of: id, method };
}

type Makes = (difference: Difference) => boolean;
const [PROGRESS = ""] = PROGRESS_RULES.split("@");

/** Which differences a method can make of equal facts. One that is not named here, as that of composing, can make any. */
const MAKES: Readonly<Record<string, Makes>> = {
  money: ({ section, before, after }) => section === "money" || isMoney(before) || isMoney(after),
  [PROGRESS]: ({ path }) => /\/(progress|class|counts)(\/|$)/.test(path),
  "largest-gap": ({ section }) => section === "gaps",
  [DEFAULT_POLICY.id]: ({ before, after }) =>
    isFigure(before) && isShown(before) !== (isFigure(after) && isShown(after)),
  contribution: ({ section }) => section === "line-of-sight" || section === "contribution",
};

/**
 * The methods that moved which can be the cause of a difference: those that make what differs, and where nothing was recorded that could
 * have moved it (`isExplained`), whichever moved, for then it follows from them.
 */
export function methodsBehind(
  difference: Difference,
  moved: readonly MovedMethod[],
  isExplained: boolean,
): MovedMethod[] {
  const makers = moved.filter(({ id }) => difference.of.includes(id) || (MAKES[id] ?? isAny)(difference));
  return makers.length > 0 || isExplained ? makers : [...moved];
}

const isAny: Makes = () => true;

function isMoney(value: unknown): boolean {
  return typeof value === "object" && value !== null && "amount" in value && "currency" in value;
}

function isFigure(value: unknown): value is { readonly value: unknown } {
  return typeof value === "object" && value !== null && "status" in value && "value" in value;
}

function isShown({ value }: { readonly value: unknown }): boolean {
  return value !== null;
}
