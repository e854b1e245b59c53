import type { ApiClient } from "./api-client.ts";

/** What the funder releases of the place grant, for the county to cite as well. */
const RELEASE = {
  kind: "commitment",
  title: "Cedar County Promise: the place grant and what it contributed to",
  authors: ["Harbor Fund"],
};

const PATIENCE_MS = 60_000;

/** Releases the report of the place grant, once its figures have come through, and hands it to whom it was granted. */
export async function makeReportRelease(
  harbor: ApiClient,
  { commitmentId, partnerId }: { readonly commitmentId: string; readonly partnerId: string },
): Promise<void> {
  await figuresOf(harbor, commitmentId);
  const body = { ...RELEASE, subjectId: commitmentId, audience: [partnerId] };
  await harbor.post("/report-releases", body, "report-release");
}

/** Waits until the report shows figures: what was recorded is brought into it by the table's stream. */
async function figuresOf(harbor: ApiClient, commitmentId: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { body } = await harbor.get(`/commitments/${commitmentId}/report?sections=outcomes`);
    if (JSON.stringify(body).includes('"latest"')) return;
    if (Date.now() > until) throw new Error("The report of the demo shows no figure yet.");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
