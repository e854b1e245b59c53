import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { makeDocumentPdf } from "../../functions/documents/bundled-pdf.ts";
import { BUNDLING, bundleOf } from "../../infra/bundling.ts";
import { documentOf } from "../../shared/reporting/document/index.ts";
import type { OutcomeReport } from "../../shared/reporting/outcome/outcome-report.ts";
import { bounded, type Figure, median, told } from "./figure.ts";

const RUNS = 7;
/** What an answer of a function can be, as the product bounds it. */
const MOST_BYTES = 4_400_000;

/** A report as a PDF, by the code as it is deployed: the first with all that it loads, and those after it. */
export async function measureReportPdf(report: OutcomeReport, name: string): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-pdf-"));
  try {
    const entry = join(BUNDLING.absWorkingDir, "functions/documents/bundled-pdf.ts");
    await build({ ...bundleOf(entry, folder), logLevel: "silent" });
    const start = performance.now();
    const { makeDocumentPdf: make }: { makeDocumentPdf: typeof makeDocumentPdf } = await import(
      pathToFileURL(join(folder, "index.mjs")).href
    );
    const { byteLength } = await make(documentOf(report), report.generatedAt);
    const first = performance.now() - start;
    const after: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const before = performance.now();
      await make(documentOf(report), report.generatedAt);
      after.push(performance.now() - before);
    }
    return [
      told(`PDF of ${name}: the first, with all it loads`, first, "ms"),
      bounded(`PDF of ${name}: after the first`, median(after), { unit: "ms, median", bound: 1_000 }),
      bounded(`PDF of ${name}: size`, byteLength, { unit: "bytes", bound: MOST_BYTES }),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
