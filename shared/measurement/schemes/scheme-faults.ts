import type { SchemeContent } from "./scheme.ts";

/** What of a scheme's content does not fit together, and where. */
export type SchemeFault = { readonly path: readonly (string | number)[]; readonly message: string };

/** The most bytes of a version as JSON: it is stored as one item, and once more in its history. */
const MOST_BYTES = 100_000;

/**
 * The faults of a version by itself: keys given twice, wholes and mappings that name categories it does not have, and mappings
 * that do not say what is lost. Whether the earlier version of a crosswalk is there is for whoever has it.
 */
export function schemeFaults(content: SchemeContent): SchemeFault[] {
  const keys = content.categories.map(({ key }) => key);
  const known = new Set(keys);
  const twice = keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [{ path: ["categories", index, "key"], message: "This category is given twice." }],
  );
  const unknown = content.wholes.flatMap(({ categories }, whole) =>
    categories.flatMap((key, index) =>
      !known.has(key)
        ? [{ path: ["wholes", whole, "categories", index], message: "There is no such category." }]
        : categories.indexOf(key) < index
          ? [{ path: ["wholes", whole, "categories", index], message: "This category is given twice." }]
          : [],
    ),
  );
  const tooLarge =
    Buffer.byteLength(JSON.stringify(content)) > MOST_BYTES
      ? [
          {
            path: ["categories"],
            message: `A version holds at most ${MOST_BYTES} bytes. Say less of each category.`,
          },
        ]
      : [];
  return [
    ...tooLarge,
    ...twice,
    ...unknown,
    ...content.crosswalks.flatMap((walk, index) => walkFaults(walk, known, index)),
  ];
}

type Crosswalk = SchemeContent["crosswalks"][number];

function walkFaults(walk: Crosswalk, known: ReadonlySet<string>, at: number): SchemeFault[] {
  return (["forward", "backward"] as const).flatMap((direction) =>
    walk[direction].flatMap((mapping, index) => {
      const path = ["crosswalks", at, direction, index] as const;
      const own = direction === "forward" ? mapping.to : [mapping.category];
      const faults: SchemeFault[] = own
        .filter((key) => !known.has(key))
        .map((key) => ({ path, message: `This version has no category "${key}".` }));
      if (walk[direction].findIndex(({ category }) => category === mapping.category) < index)
        faults.push({ path: [...path, "category"], message: "This category is mapped twice." });
      if (mapping.fit !== "same" && mapping.loss === undefined)
        faults.push({ path: [...path, "loss"], message: "Say what is lost." });
      const [least, most] = REACH[mapping.fit];
      if (mapping.to.length < least || mapping.to.length > most)
        faults.push({
          path: [...path, "to"],
          message: `A fit "${mapping.fit}" leads to ${wordsOf(least, most)}.`,
        });
      return faults;
    }),
  );
}

/** To how many categories a mapping leads, at least and at most. */
const REACH = {
  same: [1, 1],
  close: [1, 1],
  into: [1, 1],
  spread: [2, Number.POSITIVE_INFINITY],
  none: [0, 0],
} as const;

function wordsOf(least: number, most: number): string {
  if (most === 0) return "no category";
  return most === 1 ? "one category" : `at least ${least} categories`;
}
