import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";

const KEBAB = "[a-z0-9]+(-[a-z0-9]+)*";
const ID = `(sch_[0-9A-HJKMNP-TV-Z]{26}|${KEBAB})`;
const REF = new RegExp(`^${ID}@${KEBAB}$`);

/** One version of a category scheme, as indicators name it: "race-ethnicity@2024", "sch_…@2". */
export type SchemeRef = { readonly id: string; readonly version: string };

/** A scheme and its version in one string; a name without a version stands in indicators that were made before there were any. */
export const SchemeNameSchema = lazy(() =>
  z
    .string()
    .max(100)
    .regex(
      new RegExp(`^(${ID}@${KEBAB}|${KEBAB})$`),
      'Name a scheme with its version, like "race-ethnicity@2024".',
    ),
);

/** What a reference names, undefined where it is a name without a version. */
export function parseSchemeRef(name: string): SchemeRef | undefined {
  if (!REF.test(name)) return undefined;
  const [id = "", version = ""] = name.split("@");
  return { id, version };
}

/** The reference of a version. */
export function schemeRef({ id, version }: SchemeRef): string {
  return `${id}@${version}`;
}
