import { citationOf } from "../publication/published/citation.ts";
import {
  CITATION_FORMATS,
  type CitationFormat,
  citationAs,
} from "../publication/published/citation-formats.ts";
import type { Manifest } from "../publication/published/manifest.ts";
import { formatDate } from "../reporting/wording/format.ts";
import { CopyText } from "./copy-text.tsx";

const FORMAT_NAMES: Readonly<Record<CitationFormat, string>> = {
  bib: "BibTeX",
  ris: "RIS",
  json: "CSL-JSON",
};

type Of = { readonly manifest: Manifest; readonly origin: string };

/** How a release is cited, in words and for programs of references; its licence, and how a copy is checked. */
export function Citation({ manifest, origin }: Of) {
  const { contentHash, recordedUntil, licence, id } = manifest;
  return (
    <>
      <h2>How to cite and to check it</h2>
      <blockquote class="note">
        <p id="citation">{citationOf(manifest, origin)}</p>
      </blockquote>
      <p>
        <button class="quiet" type="button" data-copy="#citation" hidden>
          Copy the citation
        </button>
      </p>
      {CITATION_FORMATS.map((format) => (
        <details>
          <summary>{FORMAT_NAMES[format]}</summary>
          <CopyText
            id={`citation-${format}`}
            label={FORMAT_NAMES[format]}
            text={citationAs(format, manifest, origin)}
          />
          <p>
            Or take <a href={`/open/releases/${id}/citation.${format}`}>{FORMAT_NAMES[format]} as a file</a>{" "}
            into your program of references.
          </p>
        </details>
      ))}
      <p>
        {licence ? (
          <>
            Licence: {licence.path === undefined ? licence.title : <a href={licence.path}>{licence.title}</a>}
            .
          </>
        ) : (
          "The partnership names no licence; ask it before you use the figures for more than reading and quoting."
        )}
      </p>
      <p class="small soft">
        Its figures were recorded by {formatDate(recordedUntil)}. Content hash (SHA-256):{" "}
        <code>{contentHash}</code>. <a href="/open/check">How to check a copy</a>.
      </p>
    </>
  );
}
