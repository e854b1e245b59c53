import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";

/** One entry of a list of reference data. */
type Entry = {
  readonly code: string;
  readonly name: string;
  readonly gist: string;
  /** Where the entry belongs within its list. */
  readonly group?: string;
  /** A change of this lever passes the phases of policy work. */
  readonly isPolicy?: true;
  /** A design of this kind says what would have happened otherwise. */
  readonly isCounterfactual?: true;
};

/** A version of a list. It never changes: a later one is added beside it, and what names this one keeps naming it. */
export type ReferenceList = {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  readonly entries: readonly Entry[];
  /** What the entries are in other lists; null where that has none. */
  readonly crosswalks?: readonly {
    readonly to: string;
    readonly pairs: readonly { readonly from: string; readonly to: string | null }[];
  }[];
};

/** A list on the wire. */
export const ReferenceListSchema = lazy(() =>
  z
    .strictObject({
      id: z.string(),
      version: z.string(),
      name: z.string(),
      source: z.string(),
      entries: z.array(
        z.strictObject({
          code: z.string(),
          name: z.string(),
          gist: z.string(),
          group: z.string().optional(),
          isPolicy: z.literal(true).optional(),
          isCounterfactual: z.literal(true).optional(),
        }),
      ),
      crosswalks: z
        .array(
          z.strictObject({
            to: z.string(),
            pairs: z.array(z.strictObject({ from: z.string(), to: z.string().nullable() })),
          }),
        )
        .optional(),
    })
    .meta({
      id: "ReferenceList",
      description: "A version of a list of reference data; `crosswalks` say what its entries are in others.",
    }),
);

/** What names an entry: the list with its version, "four-levers@2021", and the code in it. */
export type Coded = { readonly list: string; readonly code: string };

/** The reference of a list. */
export function listRef({ id, version }: Pick<ReferenceList, "id" | "version">): string {
  return `${id}@${version}`;
}

/** The entry that something names, among lists; undefined where there is none. */
export function entryOf(lists: readonly ReferenceList[], { list, code }: Coded): Entry | undefined {
  return lists.find((each) => listRef(each) === list)?.entries.find((entry) => entry.code === code);
}

/** A schema of what names an entry of one of some lists; `id` is its name in the API's document. */
export function codedSchema(lists: readonly ReferenceList[], id: string) {
  return z
    .strictObject({ list: z.enum(lists.map(listRef)), code: z.string().max(60) })
    .superRefine((coded, context) => {
      if (entryOf(lists, coded)) return;
      const codes = lists.find((each) => listRef(each) === coded.list)?.entries.map(({ code }) => code) ?? [];
      context.addIssue({ code: "custom", path: ["code"], message: `One of: ${codes.join(", ")}.` });
    })
    .meta({ id });
}
