import type { Manifest } from "./manifest.ts";

/** What programs for references read of a release. */
export const CITATION_FORMATS = ["bib", "ris", "json"] as const;
export type CitationFormat = (typeof CITATION_FORMATS)[number];

/** How a release is cited in BibTeX, RIS (as a data set) or CSL-JSON: the same facts as in its citation in words. */
export function citationAs(format: CitationFormat, manifest: Manifest, origin: string): string {
  return FORMATS[format](factsOf(manifest, origin));
}

type Facts = ReturnType<typeof factsOf>;

function factsOf({ partnership, title, number, publishedAt, id, contentHash }: Manifest, origin: string) {
  const [year = "", month = "", day = ""] = publishedAt.slice(0, 10).split("-");
  const url = `${origin}/open/releases/${id}`;
  return { id, author: partnership.name, title, number, year, month, day, url, hash: contentHash };
}

const FORMATS: Readonly<Record<CitationFormat, (facts: Facts) => string>> = {
  bib: ({ id, author, title, number, year, month, url, hash }) =>
    [
      `@misc{${id},`,
      `  author = {{${inTex(author)}}},`,
      `  title = {{${inTex(title)}}},`,
      `  year = {${year}},`,
      `  month = {${Number(month)}},`,
      `  version = {${number}},`,
      `  url = {${url}},`,
      `  note = {Release ${number}. SHA-256 ${hash}}`,
      "}\n",
    ].join("\n"),
  ris: ({ author, title, number, year, month, day, url, hash, id }) =>
    [
      "TY  - DATA",
      `AU  - ${oneLine(author)},`,
      `TI  - ${oneLine(title)}`,
      `PY  - ${year}`,
      `DA  - ${year}/${month}/${day}`,
      `ET  - ${number}`,
      `ID  - ${id}`,
      `UR  - ${url}`,
      `N1  - SHA-256 ${hash}`,
      "ER  - \r\n",
    ].join("\r\n"),
  json: ({ id, author, title, number, year, month, day, url, hash }) =>
    `${JSON.stringify(
      [
        {
          id,
          type: "dataset",
          title,
          author: [{ literal: author }],
          issued: { "date-parts": [[Number(year), Number(month), Number(day)]] },
          version: String(number),
          URL: url,
          note: `SHA-256 ${hash}`,
        },
      ],
      null,
      2,
    )}\n`,
};

const TEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

function inTex(text: string): string {
  return oneLine(text).replace(/[\\~^&%$#_{}]/g, (sign) => TEX[sign] ?? `\\${sign}`);
}

/** Some programs end a line at other control characters as well: what follows would be a field of its own. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
