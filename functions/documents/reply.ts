import { fail, ok, type Result } from "../../shared/platform/result.ts";
import { chartsOf } from "../../shared/reporting/document/report-document.ts";
import type { OutcomeReport } from "../../shared/reporting/outcome/outcome-report.ts";
import type { Reply } from "../api/route.ts";
import type { DocumentsDeps } from "./deps.ts";

/** What Lambda can answer is 6 MB of text, in which four letters stand for three bytes. */
const MOST_BYTES = 4_400_000;

/** Shown in the browser, and kept under a name of its own. The name is of ids and kinds, which have no character that a header cannot. */
function named(name: string): Readonly<Record<string, string>> {
  return { "content-disposition": `inline; filename="${name}"` };
}

/** A PDF as an answer. Refused with `too_many_items` where it is longer than one answer can be. */
export function pdfReply(bytes: Uint8Array, name: string): Result<Reply> {
  if (bytes.length > MOST_BYTES)
    return fail({
      code: "too_many_items",
      detail:
        "This is longer than one PDF can be here. Name fewer sections, or take the tables as a workbook.",
    });
  return ok({ status: 200, format: "pdf", bytes, headers: named(name) });
}

/** The PDF of a report. */
export async function reportPdf(read: Result<OutcomeReport>, deps: DocumentsDeps): Promise<Result<Reply>> {
  if (!read.ok) return read;
  const { kind, subject, generatedAt } = read.value;
  const bytes = await deps.documentPdf(await deps.documentOf(read.value), generatedAt);
  return pdfReply(bytes, `report-${kind}-${subject.id}.pdf`);
}

/** One chart of a report. Refused with `not_found` where it has no such chart, or may draw no figure of it; the report names its charts. */
export async function reportChart(
  read: Result<OutcomeReport>,
  key: string,
  deps: DocumentsDeps,
): Promise<Result<Reply>> {
  if (!read.ok) return read;
  const document = await deps.documentOf(read.value);
  const charts = chartsOf(document);
  const chart = charts.find((one) => one.key === key);
  const svg = chart && (await deps.chartFile(chart, document.language));
  if (svg !== undefined) return ok({ status: 200, format: "svg", text: svg, headers: drawn(key) });
  const keys = charts.map((one) => one.key);
  const others = keys.length === 0 ? "It has no chart." : `It has: ${keys.slice(0, 40).join(", ")}.`;
  return fail({
    code: "not_found",
    detail: `This report has no chart "${key}" with a figure to show. ${others}`,
  });
}

/** A drawing runs nothing and fetches nothing, wherever it is opened. */
function drawn(key: string): Readonly<Record<string, string>> {
  return { ...named(`${key}.svg`), "content-security-policy": "default-src 'none'" };
}
