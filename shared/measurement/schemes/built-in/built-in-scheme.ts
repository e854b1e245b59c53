import type { SchemeVersion } from "../scheme.ts";

/** A scheme that comes with the product: every version it has, the oldest first. A version is never edited, only followed. */
export type BuiltInScheme = {
  readonly id: string;
  readonly name: string;
  readonly dimension: string;
  readonly versions: readonly SchemeVersion[];
};

type Categories = SchemeVersion["categories"];

/** A scheme of one version, all of whose categories exclude one another and make a whole. */
export function simpleScheme(
  scheme: Pick<BuiltInScheme, "id" | "name" | "dimension"> & {
    readonly version: string;
    readonly whole: string;
    readonly categories: Categories;
    readonly note?: string;
    readonly sources: string[];
  },
): BuiltInScheme {
  const { id, name, dimension, version, whole, categories, note, sources } = scheme;
  const wholes = [{ label: whole, categories: categories.map(({ key }) => key) }];
  const content = { version, categories, wholes, crosswalks: [], sources };
  return { id, name, dimension, versions: [note === undefined ? content : { ...content, note }] };
}
