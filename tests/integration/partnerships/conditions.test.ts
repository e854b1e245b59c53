import { describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { type Client, historyFaults } from "./harbour.ts";
import { aSetting, pointers } from "./setting.ts";

const at = aSetting();
const TODAY = systemClock().slice(0, 10);

type Shown = {
  readonly code: string;
  readonly framework: string;
  readonly judgement?: { readonly status: string };
  readonly facts: readonly { readonly code: string; readonly value: number; readonly of?: number }[];
};
const conditions = async (client: Client) =>
  (await client("GET", `${at.current.path}/conditions`)).body.items as unknown as readonly Shown[];
const factsOf = (shown: readonly Shown[], code: string) =>
  Object.fromEntries(
    (shown.find((each) => each.code === code)?.facts ?? []).map((each) => [
      each.code,
      each.of === undefined ? each.value : `${each.value}/${each.of}`,
    ]),
  );

const JUDGED = {
  status: "emerging",
  judgement: "Most measures are shared",
  judgedOn: TODAY,
  judgedBy: "Leadership table",
};

describe("the five conditions", () => {
  test("show what the records show, whether or not anything was judged", async () => {
    const { add, reader, strategyId, outcome } = at.current;
    expect(factsOf(await conditions(reader), "common-agenda")).toEqual({
      results: 0,
      "active-strategies": 1,
      "owned-strategies": "0/1",
    });
    await add("results", { statement: "Ready", population: "Children", indicatorIds: [outcome] });
    await add("results", { statement: "Read", population: "Children" });
    for (const name of ["Court", "Schools"])
      await add("activities", { strategyId, organisation: { name }, name: "Works" });
    await add("staff-roles", { title: "Data", fullTimeShare: 1, isFilled: true });
    await add("staff-roles", { title: "Facilitation", fullTimeShare: 0.5, isFilled: false });
    const attendance = [{ organisation: { name: "Court" }, people: 2 }];
    await add("meetings", { kind: "other", title: "Now", heldOn: TODAY, status: "held", attendance });
    await add("meetings", {
      kind: "other",
      title: "Long ago",
      heldOn: "2020-01-01",
      status: "held",
      attendance,
    });
    const shown = await conditions(reader);
    expect(shown.map(({ code }) => code)).toEqual([
      "common-agenda",
      "shared-measurement",
      "mutually-reinforcing-activities",
      "continuous-communication",
      "backbone-support",
    ]);
    expect(factsOf(shown, "shared-measurement")).toEqual({
      "measured-results": "1/2",
      "shared-indicators": 1,
      "recording-organisations": "0/2",
    });
    expect(factsOf(shown, "mutually-reinforcing-activities")).toEqual({
      "active-organisations": 2,
      "joint-strategies": "1/1",
      "empty-strategies": "0/1",
    });
    expect(factsOf(shown, "continuous-communication")).toEqual({
      meetings: 1,
      "attending-organisations": 1,
      "days-since-meeting": 0,
    });
    expect(factsOf(shown, "backbone-support")).toEqual({ posts: 2, "filled-full-time-shares": "1/1.5" });
    expect(shown.every(({ judgement }) => judgement === undefined)).toBe(true);
  });

  test("keep a judgement with its evidence and the version it was made under; another one says why", async () => {
    const { add, backbone, reader, path, table, partnershipId } = at.current;
    const result = await add("results", { statement: "Ready", population: "Children" });
    const put = (body: object, ifMatch: string | null) =>
      backbone("PUT", `${path}/conditions/common-agenda`, { body, ifMatch });
    const body = { ...JUDGED, evidenceIds: [result.body.id] };
    expect((await put(body, null)).status).toBe(428);
    const judged = await put(body, result.version);
    expect(judged).toMatchObject({ status: 200, body: { ...body, framework: "collective-impact@2011" } });
    expect(pointers(await put(JUDGED, judged.version))).toEqual(["/reason"]);
    const again = await put({ ...JUDGED, status: "in-place", reason: "All signed" }, judged.version);
    expect(again.status).toBe(200);
    const [first] = await conditions(reader);
    expect(first).toMatchObject({ judgement: { status: "in-place" } });
    expect(await historyFaults(table, partnershipId)).toEqual([]);
  });

  test("rest on evidence that is recorded, and are judged by the backbone alone", async () => {
    const { backbone, reader, stranger, path } = at.current;
    const put = (client: Client, body: object, condition = "common-agenda") =>
      client("PUT", `${path}/conditions/${condition}`, { body, ifMatch: '"3"' });
    expect(pointers(await put(backbone, { ...JUDGED, evidenceIds: [newId("mtg")] }))).toEqual([
      "/evidenceIds/0",
    ]);
    expect(pointers(await put(backbone, { ...JUDGED, judgedOn: "2099-01-01" }))).toEqual(["/judgedOn"]);
    expect((await put(backbone, JUDGED, "good-will")).status).toBe(400);
    expect((await put(reader, JUDGED)).status).toBe(404);
    expect((await put(stranger, JUDGED)).status).toBe(404);
    expect((await stranger("GET", `${path}/conditions`)).status).toBe(404);
  });
});
