import { canonicalJson } from "../../platform/canonical-json.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { documentOf } from "../document/document-of.ts";
import type { ReportDocument } from "../document/report-document.ts";
import { tablesCsv } from "../document/tables-csv.ts";
import type { Basis } from "../outcome/diff/basis.ts";
import type { OutcomeReport } from "../outcome/outcome-report.ts";
import type { Differences } from "./compare.ts";
import { type Packed, pack, sha256 } from "./pack.ts";
import { citationOf, type ReleaseFacts } from "./report-release.ts";

/** What one format may have: packed, what a function of the API may answer; unpacked, what it may hold several times in memory. */
const MOST_PACKED = 4_000_000;
const MOST_BYTES = 24_000_000;

/**
 * Makes the page of a document, with the headers without which it must not be sent; a still one asks for no script, whose address would
 * not outlive it. Handed in: it is written in JSX.
 */
export type RenderDocument = (
  document: ReportDocument,
  options?: { readonly isStill?: boolean },
) => Promise<{ readonly html: string; readonly headers: Readonly<Record<string, string>> }>;

/** What a release is frozen of. */
export type ToFreeze = {
  readonly release: ReleaseFacts;
  readonly report: OutcomeReport;
  readonly basis: Basis;
  readonly differences?: Differences | undefined;
  readonly origin: string;
};

/**
 * All bytes of a release: the report as canonical JSON with what the release says of itself, its page and tables as they are rendered now,
 * what it was made from, and what it says otherwise than the release that it restates. Refused with `too_many_items` where one of the
 * formats has more than 24 MB, or more than 4 MB packed.
 */
export async function freeze(
  { release, report, basis, differences, origin }: ToFreeze,
  render: RenderDocument,
): Promise<Result<readonly Packed[]>> {
  const json = canonicalJson({ release, report });
  const document = asReleased(report, release, citationOf(release, sha256(json), origin));
  const { html, headers } = await render(document, { isStill: true });
  const packed = [
    pack("json", json),
    pack("csv", tablesCsv(document)),
    pack("html", html, { headers: { ...headers } }),
    pack("basis", canonicalJson(basis)),
    ...(differences ? [pack("differences", canonicalJson(differences))] : []),
  ];
  const large = packed.find(isTooLarge);
  if (!large) return ok(packed);
  const detail = `As ${large.blob.name} this report has ${large.blob.bytes} bytes, ${packedBytes(large)} of them packed; a release has at most ${MOST_BYTES}, and ${MOST_PACKED} packed. Name fewer sections.`;
  return fail({ code: "too_many_items", detail, extra: { limit: MOST_BYTES } });
}

function isTooLarge(packed: Packed): boolean {
  return packed.blob.bytes > MOST_BYTES || packedBytes(packed) > MOST_PACKED;
}

function packedBytes({ chunks }: Packed): number {
  return chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** The document of a report under the title of its release, which says at its end which one it is and how it is cited. */
function asReleased(report: OutcomeReport, release: ReleaseFacts, citation: string): ReportDocument {
  const document = documentOf(report);
  const { title, authors, number, releasedAt, restates } = release;
  return {
    ...document,
    title,
    lead: `${document.title}. ${document.lead}`,
    colophon: [
      `Release ${number}, ${releasedAt.slice(0, 10)}, by ${authors.join(", ")}. It never changes.`,
      ...(restates ? [`It restates release ${restates.number}: ${restates.reason}`] : []),
      `To cite it: ${citation}. The hash is that of its JSON, in which all of this stands.`,
      ...document.colophon,
    ],
  };
}
