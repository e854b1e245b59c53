import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../support/client.ts";
import { send } from "../support/http-call.ts";
import { aProgramme, type Programme, schoolYear, share } from "../support/programme.ts";
import { aMember, eventually, startTarget, succeed, type Target } from "../support/target.ts";
import { filledIn } from "../support/workbook.ts";

let target: Target;
let backbone: Client;
let funder: Client;
let programme: Programme;
let at: string;

beforeAll(async () => {
  target = await startTarget();
  backbone = clientOf(target, await aMember(target, "partnership"));
  const funding = await aMember(target, "funder");
  funder = clientOf(target, funding);
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, funding.id);
  at = `/partnerships/${programme.partnershipId}`;
  const { body } = await succeed(backbone.get(`/indicators/${programme.readinessId}`));
  const named = {
    categorySchemes: { "race-ethnicity": "race-ethnicity@1997" },
    sourceLagMonths: 3,
    reason: "Named",
  };
  await succeed(backbone.patch(`/indicators/${programme.readinessId}`, named, body.version));
  const years = { baseline: { period: schoolYear(2023), value: 40 } };
  await succeed(
    backbone.put(`/indicators/${programme.readinessId}/targets`, { targets: [years] }, body.version + 1),
  );
});
afterAll(() => target?.stop());

const lateOnes = async (client: Client) => {
  const { body } = await succeed(
    client.get(`${at}/data-calendar?from=2025-01-01&to=2026-01-01&on=2026-06-01`),
  );
  return body.items.map((item: { indicatorId: string; state: string; period: { start: string } }) => [
    item.indicatorId === programme.readinessId ? "readiness" : "seats",
    item.period.start,
    item.state,
  ]);
};

describe("figures that are due", () => {
  it("are late in the calendar; the template asks for them, is filled in and sent back, and they have arrived", async () => {
    expect(await lateOnes(funder)).toEqual([["readiness", "2024-07-01", "late"]]);

    const query = `indicators=${programme.readinessId}&from=2025-06-30&to=2025-06-30`;
    const template = await backbone.get(`${at}/observation-template?${query}`);
    expect(template.status).toBe(200);
    expect(template.headers).toMatchObject({
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": 'attachment; filename="observation-template.xlsx"',
    });
    const file = filledIn(template.bytes, (row) => {
      const groups: Record<string, number> = { everybody: 45, Asian: 50 };
      const value = groups[row["race-ethnicity"]?.split(",")[0] ?? ""];
      return value === undefined ? undefined : { Value: value };
    });

    const made = await succeed(
      backbone.post("/imports", { kind: "observations-template", fileName: "filled.xlsx" }),
    );
    const { url, method, headers } = made.body.upload;
    expect((await send(method, new URL(url), { headers, body: file })).status).toBe(200);
    await succeed(backbone.post(`/imports/${made.body.id}/start`));
    const done = await eventually(
      () => backbone.get(`/imports/${made.body.id}`),
      ({ body }) => ["done", "failed"].includes(body.status),
      60_000,
    );
    expect(done.body).toMatchObject({
      status: "done",
      file: { format: "xlsx", sheet: "Observations" },
      progress: { new: 2, rejected: 0, missing: 0 },
    });

    const series = await eventually(
      () => backbone.get(`/indicators/${programme.readinessId}/series`),
      ({ body }) => body.rows.length === 2,
    );
    expect(series.body.rows).toMatchObject([
      { period: schoolYear(2024), dimensions: {}, value: 45 },
      { dimensions: { "race-ethnicity": "asian" }, value: 50 },
    ]);
    expect(await lateOnes(funder)).toEqual([["readiness", "2024-07-01", "arrived"]]);
  });

  it("are asked for as CSV, by Accept and by the address; of no other form, and by nobody else", async () => {
    const path = `${at}/observation-template?from=2025-06-30&to=2025-06-30`;
    for (const answer of [
      await backbone.get(`${path}&format=csv`),
      await backbone.get(path, { accept: "text/csv" }),
    ]) {
      expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
      expect(answer.text).toMatch(/^\uFEFFThroughline observation template version 1,/);
    }
    expect((await backbone.get(path, { accept: "application/json" })).status).toBe(406);
    expect((await funder.get(path)).status).toBe(404);
    expect((await backbone.get(`${at}/observation-template`)).body.errors).toMatchObject([
      { parameter: "from" },
      { parameter: "to" },
    ]);
  });
});
