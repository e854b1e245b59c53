import { describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { transact } from "../../../shared/platform/transaction.ts";
import { faultsIn, HARBOUR } from "./harbour.ts";
import { aSetting, pointers } from "./setting.ts";

const at = aSetting();

const said = () => ({
  subjectId: at.current.strategyId,
  period: { start: "2024-07-01", end: "2025-06-30", kind: "school-year" },
  intendedRole: "Bring legal aid to families",
  actualRole: "It ran the clinics",
  moved: [{ what: "Filings without an order", indicatorId: at.current.outcome }],
  withoutIt: "Fewer families would have come",
  otherContributors: [{ contributor: { name: "County court" }, role: "Sends filings" }],
  confidence: "moderate",
  confidenceWhy: "Rent relief grew in the same months",
});
const EVALUATION = {
  title: "Clinics against wards without",
  purpose: "evaluation",
  question: "Did the clinics keep families at home?",
  design: { list: "study-designs@1", code: "matched-comparison" },
  comparison: "Three wards alike",
  findings: "Five in a hundred more stayed",
  startedOn: "2024-07-01",
};
const state = (fields: object) => at.current.add("contribution-statements", { ...said(), ...fields });
const study = async (fields: object): Promise<string> =>
  (await at.current.add("studies", { ...EVALUATION, ...fields })).body.id;

describe("a contribution statement", () => {
  test("says what a strategy did for what moved, with others beside it, and claims no more", async () => {
    const { reader, path, table } = at.current;
    const made = await state({});
    expect(made).toMatchObject({ status: 201, body: { ...said(), claim: "contribution" } });
    expect((await reader("GET", `${path}/contribution-statements`)).body.items).toEqual([made.body]);
    expect(await faultsIn(table, `CTB#${made.body.id}`)).toEqual([]);
  });

  test("is about a strategy of the partnership, or a commitment to it, and no other", async () => {
    const { table, partnershipId } = at.current;
    const ours = newId("cmt");
    const theirs = newId("cmt");
    const head = (id: string, of: string) => ({
      put: { pk: `CMT#${id}`, sk: "C#HEAD", type: "commitment", partnershipId: of },
    });
    await transact(table, [head(ours, partnershipId), head(theirs, newId("prt"))]);
    expect((await state({ subjectId: ours })).status).toBe(201);
    for (const subjectId of [theirs, newId("cmt"), newId("str")])
      expect(pointers(await state({ subjectId }))).toEqual(["/subjectId"]);
    expect(pointers(await state({ moved: [{ what: "It", indicatorId: newId("ind") }] }))).toEqual([
      "/moved/0/indicatorId",
    ]);
  });

  test("claims attribution only on an evaluation with a counterfactual design and findings, or is told the rule", async () => {
    const { backbone } = at.current;
    const claim = (evaluationId?: string) =>
      state({ claim: "attribution", ...(evaluationId ? { evaluationId } : {}) });
    const { findings: _, ...unfinished } = EVALUATION;
    const other = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
    const foreign = (await backbone("POST", `/partnerships/${other}/studies`, { body: EVALUATION })).body.id;
    const refused = [
      undefined,
      newId("std"),
      foreign,
      await study({ design: { list: "study-designs@1", code: "before-and-after" } }),
      (await at.current.add("studies", unfinished)).body.id,
      await study({ purpose: "study" }),
      await study({ visibility: "partnership" }),
    ];
    for (const evaluationId of refused)
      expect(await claim(evaluationId)).toMatchObject({
        status: 422,
        body: {
          code: "claim_refused",
          rule: "attribution-needs-counterfactual",
          errors: [{ pointer: "/evaluationId" }],
        },
      });
    expect((await claim(await study({}))).body).toMatchObject({ claim: "attribution" });
  });

  test("does not become a claim of attribution by a change either, and its evaluation keeps what it rests on", async () => {
    const { backbone, path } = at.current;
    const made = await state({});
    const one = `${path}/contribution-statements/${made.body.id}`;
    const patch = (fields: object) =>
      backbone("PATCH", one, { body: { reason: "So", ...fields }, ifMatch: '"1"' });
    expect((await patch({ claim: "attribution" })).body).toMatchObject({ code: "claim_refused" });
    const evaluationId = await study({});
    expect((await patch({ claim: "attribution", evaluationId })).status).toBe(200);
    const evaluation = `${path}/studies/${evaluationId}`;
    const taken = { body: { reason: "Gone", findings: null }, ifMatch: '"1"' };
    expect((await backbone("PATCH", evaluation, taken)).status).toBe(422);
    const hidden = { body: { reason: "Ours", visibility: "partnership" }, ifMatch: '"1"' };
    expect(pointers(await backbone("PATCH", evaluation, hidden))).toEqual(["/visibility"]);
  });
});
