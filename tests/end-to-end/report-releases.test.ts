import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, versionIn } from "../support/client.ts";
import { aCommitmentBody, aProgramme, type Programme, schoolYear, share, usd } from "../support/programme.ts";
import { aMember, eventually, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let funder: Client;
let backbone: Client;
let stranger: Client;
let keeper: Member;
let programme: Programme;
let commitment: string;

type Format = { format: string; href: string; sha256: string; bytes: number };
const row = (numerator: number) => ({
  indicatorId: programme.readinessId,
  period: schoolYear(2024),
  numerator,
  denominator: 90,
});
const latestIn = (body: object) => JSON.stringify(body);

beforeAll(async () => {
  target = await startTarget();
  const owner = await aMember(target, "funder");
  keeper = await aMember(target, "partnership");
  funder = clientOf(target, owner);
  backbone = clientOf(target, keeper);
  stranger = clientOf(target, await aMember(target, "funder"));
  programme = await aProgramme(backbone);
  const { partnershipId, strategyId } = programme;
  await share(backbone, partnershipId, owner.id);
  const allocations = [{ strategyId, amount: usd("4000000.00") }];
  const body = aCommitmentBody({ partnershipId, allocations });
  commitment = (await succeed(funder.post("/commitments", body))).body.id;
  await succeed(backbone.post("/observations", { observations: [row(40)] }));
  await figureIs(44.444444);
});
afterAll(() => target?.stop());

const report = () => succeed(funder.get(`/commitments/${commitment}/report?sections=outcomes`));

async function figureIs(value: number): Promise<void> {
  await eventually(
    async () => (await report()).body,
    (body) => latestIn(body).includes(`"value":${value}`),
  );
}

describe("a report that was released", () => {
  it("is the same bytes for its owner and whom it was handed to, after what it tells of was restated", async () => {
    const asked = {
      kind: "commitment",
      subjectId: commitment,
      title: "Every child ready",
      authors: ["Harbour Fund"],
      audience: [keeper.id],
    };
    const headers = { "idempotency-key": "the-year-2026" };
    const made = await succeed(funder.post("/report-releases", asked, headers));
    expect(made.status).toBe(201);
    const again = await succeed(funder.post("/report-releases", asked, headers));
    expect(again.body.id).toBe(made.body.id);
    const formats = made.body.formats as Format[];
    const read = (client: Client) =>
      Promise.all(
        formats.map(async ({ href }) => {
          const { bytes, headers: sent } = await succeed(client.get(href.replace("/v1", "")));
          return { sha256: createHash("sha256").update(bytes).digest("hex"), etag: sent.etag };
        }),
      );
    const hashes = formats.map(({ sha256 }) => ({ sha256, etag: `"${sha256}"` }));
    expect(hashes).toHaveLength(3);
    expect(await read(funder)).toEqual(hashes);
    const restated = { observations: [row(60)], reason: "A school sent wrong counts" };
    await succeed(backbone.post("/observations", restated));
    await figureIs(66.666667);
    expect(await read(funder)).toEqual(hashes);
    expect(await read(backbone)).toEqual(hashes);
    const { body: diff } = await succeed(funder.get(`/report-releases/${made.body.id}/diff`));
    expect(diff.causes).toMatchObject([{ kind: "restatement", version: 2 }]);
    expect((await stranger.get(`/report-releases/${made.body.id}`)).status).toBe(404);
  });

  it("is gone once it was withdrawn, and its citation and hashes are not", async () => {
    const { body: page } = await succeed(backbone.get(`/report-releases?subjectId=${commitment}`));
    const [{ id, citation }] = page.items;
    const version = versionIn(await succeed(funder.get(`/report-releases/${id}`)));
    const reason = "The counts were wrong";
    const headers = { "if-match": `"${version}"` };
    expect((await backbone.post(`/report-releases/${id}/withdraw`, { reason }, headers)).status).toBe(404);
    await succeed(funder.post(`/report-releases/${id}/withdraw`, { reason }, headers));
    for (const path of [`/report-releases/${id}`, `/report-releases/${id}/content.html`]) {
      const gone = await backbone.get(path, { accept: "*/*" });
      expect(gone.status).toBe(410);
      expect(gone.body.release).toMatchObject({ citation, withdrawal: { reason } });
    }
  });
});
