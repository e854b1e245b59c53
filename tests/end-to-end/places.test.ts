import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, versionIn } from "../support/client.ts";
import { aProgramme, type Programme, READINESS, schoolYear, share } from "../support/programme.ts";
import { aMember, eventually, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let backbone: Client;
let funder: Client;
let programme: Programme;
let indicatorId: string;

beforeAll(async () => {
  target = await startTarget();
  backbone = clientOf(target, await aMember(target, "partnership"));
  const reader = await aMember(target, "funder");
  funder = clientOf(target, reader);
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, reader.id);
  const definition = { ...READINESS, aggregation: "weighted", overTime: "flow" };
  indicatorId = (await succeed(backbone.post(under("indicators"), definition))).body.id;
});
afterAll(() => target?.stop());

const under = (path: string) => `/partnerships/${programme.partnershipId}/${path}`;
const row = (code: string | undefined, numerator: number, denominator: number) => ({
  indicatorId,
  period: schoolYear(2024),
  ...(code === undefined ? {} : { place: { code } }),
  numerator,
  denominator,
});
const PLACES = [
  { code: "state", name: "The state", kind: "state", comparison: true },
  { code: "harbour", name: "Harbour wards", kind: "city", parent: "state", wholeBy: ["ward"] },
  { code: "north", name: "North ward", kind: "ward", parent: "harbour" },
  { code: "south", name: "South ward", kind: "ward", parent: "harbour" },
];

describe("places", () => {
  it("are said once, and hold what may be added to what", async () => {
    const said = await succeed(backbone.put(under("places"), { places: PLACES, reason: "The atlas" }, 0));
    expect(versionIn(said)).toBe(1);
    const rows = [
      row(undefined, 100, 200),
      row("north", 30, 80),
      row("south", 70, 120),
      row("state", 900, 2000),
    ];
    await succeed(backbone.post("/observations", { observations: rows }));
    const combined = (places: string) =>
      backbone.get(`/indicators/${indicatorId}/combined-figures?places=${encodeURIComponent(places)}`);
    const pooled = await eventually(
      () => succeed(combined("north|south")),
      ({ body }) => body.periods[0]?.value === 50,
    );
    expect(pooled.body.periods).toMatchObject([{ numerator: 100, denominator: 200, value: 50 }]);
    const totals = await eventually(
      () => succeed(backbone.get(`/indicators/${indicatorId}/place-totals?place=harbour`)),
      ({ body }) => body.checks[0]?.verdict === "equal",
    );
    expect(totals.body.checks).toMatchObject([{ kind: "ward", missing: [], hidden: [] }]);
    expect((await combined("north|harbour")).body).toMatchObject({
      status: 422,
      code: "method_refused",
      rule: "no-parent-among-parts",
    });
    const beside = await eventually(
      () => succeed(funder.get(`/indicators/${indicatorId}/beside`)),
      ({ body }) => body.comparisons[0]?.rows.length === 1,
    );
    expect(beside.body.comparisons).toMatchObject([{ place: { code: "state" }, rows: [{ value: 45 }] }]);
  });
});

describe("a data agreement", () => {
  it("holds figures back from others, from the moment that it says so", async () => {
    const terms = {
      source: { name: "Harbour schools" },
      permittedUse: "Counts by ward",
      from: "2026-01-01",
      mayBePublished: true,
      contactRole: "Registrar",
    };
    const made = await succeed(backbone.post(under("data-agreements"), terms));
    const { id: agreementId } = made.body;
    const observations = [{ ...row(undefined, 60, 200), period: schoolYear(2021) }];
    const recorded = await succeed(backbone.post("/observations", { observations, agreementId }));
    const ref = recorded.body.results[0].observation;
    const seen = async () => {
      const { body } = await succeed(funder.get(`/indicators/${indicatorId}/series`));
      return body.rows.find(({ observation }: { observation: string }) => observation === ref);
    };
    await eventually(seen, (found) => found?.value === 30);
    const change = { mayBePublished: false, reason: "The schools ask for it" };
    const path = under(`data-agreements/${agreementId}`);
    await succeed(backbone.patch(path, change, versionIn(made)));
    const held = await eventually(seen, (found) => found?.value === null);
    expect(held).toMatchObject({ status: "c", withheldBy: "agreement" });
    const restated = await succeed(backbone.get(`/observations/${ref}/restatements`));
    expect(restated.body.items).toMatchObject([{ agreementId, cells: [{ before: null }] }]);
  });
});

describe("a partnership", () => {
  it("is told how it stands, and how its cohorts do", async () => {
    const progress = await succeed(funder.get(under("progress")));
    expect(progress.body).toMatchObject({
      protected: true,
      coreIndicators: { status: "too-few", share: null },
    });
    const asked = `entryYears=2024&steps=${indicatorId}:0`;
    const { body } = await eventually(
      () => succeed(funder.get(under(`cohorts?${asked}`))),
      (answer) => answer.body.cohorts[0]?.figures.length === 1,
    );
    expect(body.cohorts).toMatchObject([{ entryYear: 2024, figures: [{ step: 0, value: 50 }] }]);
  });
});
