import { describe, expect, test } from "vitest";
import { recordObservations } from "../../../shared/measurement/record-observations.ts";
import { newId } from "../../../shared/platform/id.ts";
import { schoolYear, systemClock } from "../../../shared/platform/time.ts";
import { anIndicator, faultsIn, HARBOUR } from "./harbour.ts";
import { aSetting, pointers } from "./setting.ts";

const at = aSetting();

const CLINIC = {
  title: "A clinic before the court date",
  aim: "More families keep their home",
  change: "Legal aid where the families are",
};
const PLAN = {
  objective: "Reach families",
  prediction: "Six of ten come",
  measures: [{ statement: "Families who came" }],
  scale: "Ten families of one school",
  plan: "Call on Tuesday",
};
const FINDING = {
  on: "2023-03-10",
  happened: "Four came",
  asPlanned: true,
  comparison: "worse",
  learned: "The bus stops running",
};
const decision = (what: string, on = "2023-03-11") => ({ on, decision: what, why: "So we learned" });

async function aTest(): Promise<string> {
  const { add, strategyId } = at.current;
  return `tests-of-change/${(await add("tests-of-change", { ...CLINIC, strategyId })).body.id}`;
}

/** Records one observation and gives the reference of its revision. */
async function anObservation(indicatorId: string): Promise<string> {
  const { table, ownerId } = at.current;
  const recorded = await recordObservations(
    { table },
    {
      rows: [{ indicatorId, period: schoolYear(2022), numerator: 40, denominator: 90 }],
      mode: "per-row",
      author: { principalId: newId("per"), organisationId: ownerId },
      organisationId: ownerId,
      now: systemClock(),
      reason: undefined,
    },
  );
  const [result] = recorded.ok ? recorded.value.results : [];
  if (!result || !("observation" in result)) throw new Error(JSON.stringify(recorded));
  return String(result.observation);
}

describe("a test of change", () => {
  test("is a ramp of cycles, each with its prediction, what happened, and a decision", async () => {
    const { add, reader, backbone, path, table } = at.current;
    const one = await aTest();
    const planned = await add(`${one}/cycles`, PLAN);
    expect(planned).toMatchObject({
      status: 201,
      version: '"2"',
      location: `/v1${path}/${one}/cycles/1`,
      body: { ...PLAN, number: 1, state: "planned" },
    });
    expect((await add(`${one}/cycles`, PLAN)).status).toBe(409);
    await add(`${one}/cycles/1/start`, { on: "2023-03-07" });
    await add(`${one}/cycles/1/finding`, FINDING);
    await add(`${one}/cycles/1/decision`, { ...decision("adapt"), followed: "In the school" });
    await add(`${one}/cycles`, { ...PLAN, scale: "Thirty families", prediction: "Twenty come" });
    expect((await reader("GET", `${path}/${one}`)).body).toMatchObject({ state: "under-way" });
    await add(`${one}/cycles/2/start`, { on: "2023-04-04" });
    await add(`${one}/cycles/2/finding`, { ...FINDING, on: "2023-04-20", comparison: "better" });
    await add(`${one}/cycles/2/decision`, decision("adopt", "2023-05-01"));
    const ramp = await reader("GET", `${path}/${one}/ramp`);
    expect(ramp.body).toMatchObject({
      state: "adopted",
      cycleCount: 2,
      cycles: [
        { number: 1, state: "decided", finding: FINDING, decision: { decision: "adapt" } },
        { number: 2, prediction: "Twenty come", decision: { decision: "adopt" } },
      ],
    });
    expect((await reader("GET", `${path}/${one}/cycles/2`)).body).toMatchObject({ scale: "Thirty families" });
    expect((await backbone("GET", `${path}/${one}/cycles/3`)).status).toBe(404);
    expect(await faultsIn(table, `TST#${one.split("/")[1]}`)).toEqual([]);
  });

  test("lets a prediction be changed for a reason until its cycle starts, and never after", async () => {
    const { add, backbone, path } = at.current;
    const one = await aTest();
    await add(`${one}/cycles`, PLAN);
    const change = (prediction: string, ifMatch: string) =>
      backbone("PATCH", `${path}/${one}/cycles/1`, {
        body: { reason: "Thought again", prediction },
        ifMatch,
      });
    const changed = await change("Seven of ten come", '"2"');
    expect(changed).toMatchObject({ status: 200, version: '"3"', body: { prediction: "Seven of ten come" } });
    await add(`${one}/cycles/1/start`, { on: "2023-03-07" });
    const refused = await change("Four of ten come", '"4"');
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
    const read = await backbone("GET", `${path}/${one}/cycles/1`);
    expect(read.body).toMatchObject({ prediction: "Seven of ten come" });
  });

  test("started and changed at once keeps the prediction that it started with", async () => {
    const { add, backbone, path } = at.current;
    const one = await aTest();
    await add(`${one}/cycles`, PLAN);
    const body = { reason: "Late", prediction: "None come" };
    const [started, changed] = await Promise.all([
      add(`${one}/cycles/1/start`, { on: "2023-03-07" }),
      backbone("PATCH", `${path}/${one}/cycles/1`, { body, ifMatch: '"2"' }),
    ]);
    const read = (await backbone("GET", `${path}/${one}/cycles/1`)).body as unknown as { prediction: string };
    expect(started.status).toBe(200);
    expect(read.prediction).toBe(changed.status === 200 ? "None come" : PLAN.prediction);
    expect((started.body as unknown as { prediction: string }).prediction).toBe(read.prediction);
  });

  test("goes on after an adaptation, and not after it was abandoned", async () => {
    const { add } = at.current;
    const one = await aTest();
    await add(`${one}/cycles`, PLAN);
    expect((await add(`${one}/cycles/1/decision`, decision("adopt"))).status).toBe(409);
    await add(`${one}/cycles/1/start`, { on: "2023-03-07" });
    await add(`${one}/cycles/1/finding`, FINDING);
    await add(`${one}/cycles/1/decision`, decision("abandon"));
    expect((await add(`${one}/cycles`, PLAN)).status).toBe(409);
  });

  test("rests on observations that are recorded for this partnership", async () => {
    const { add, backbone, ownerId, table, outcome } = at.current;
    const one = await aTest();
    await add(`${one}/cycles`, PLAN);
    await add(`${one}/cycles/1/start`, { on: "2023-03-07" });
    const find = (observations: string[]) => add(`${one}/cycles/1/finding`, { ...FINDING, observations });
    const reference = await anObservation(outcome);
    const other = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
    const foreign = await anObservation(
      await anIndicator(table, { partnershipId: other, ownerId, level: "core" }),
    );
    expect(pointers(await find([reference, "nothing"]))).toEqual(["/observations/1"]);
    expect(pointers(await find([foreign]))).toEqual(["/observations/0"]);
    expect(pointers(await find([reference.replace(/1$/, "2")]))).toEqual(["/observations/0"]);
    expect(await find([reference])).toMatchObject({
      status: 200,
      body: { finding: { observations: [reference] } },
    });
  });

  test("repeated with its key is planned once, and answered from the cycle's own address", async () => {
    const { backbone, path } = at.current;
    const one = await aTest();
    const post = () => backbone("POST", `${path}/${one}/cycles`, { body: PLAN, key: "first" });
    const [first, again] = [await post(), await post()];
    expect(again).toEqual(first);
  });
});
