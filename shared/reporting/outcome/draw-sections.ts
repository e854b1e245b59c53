import type { Contents, Section } from "./outcome-report.ts";
import type { SectionKey, Wanted } from "./section-keys.ts";

/** How each section is written from what was drawn; undefined where there is nothing to write it from. */
export type Writers<Drawn> = { readonly [K in SectionKey]?: (drawn: Drawn) => Contents[K] | undefined };

/** The wanted sections in their order, those left out that nothing writes or that there is nothing for. Pure. */
export function drawSections<Drawn>(
  writers: Writers<Drawn>,
  drawn: Drawn,
  wanted: readonly Wanted[],
): Section[] {
  return wanted.flatMap(({ key, title }) => {
    const content = writers[key]?.(drawn);
    // Key and content belong together, which the table of writers says and an index into it forgets.
    return content === undefined ? [] : [{ key, title, content } as Section];
  });
}
