import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import type { Role } from "../../../shared/identity/permissions.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { tableOfSuite } from "../../support/suite.ts";
import { aTenant } from "../../support/tenants.ts";
import {
  type Answer,
  anIndicator,
  aPartnership,
  aRow,
  type Client,
  signedIn,
  summarise,
} from "../measurement/harbour.ts";
import { countingRounds } from "../reporting/rounds.ts";

const table = tableOfSuite();
let ownerId: string;
let evaluatorId: string;
let reader: string;
let owner: Client;
let stranger: Client;
let partnershipId: string;
let id: string;

const TODAY = "2026-06-10";
const RACE = (category: string) => ({ dimensions: { "race-ethnicity": category } });

beforeAll(async () => {
  [ownerId, evaluatorId] = [await aTenant(table, "partnership"), await aTenant(table, "evaluator")];
  owner = on(TODAY, ownerId);
  stranger = on(TODAY, newId("org"));
});
beforeEach(async () => {
  reader = newId("per");
  partnershipId = await aPartnership(table, ownerId);
  id = await anIndicator(owner, partnershipId);
  const observations = [
    aRow(id, { numerator: 270, denominator: 500 }),
    aRow(id, { ...RACE("white"), numerator: 266, denominator: 493 }),
    aRow(id, { ...RACE("native"), numerator: 4, denominator: 7 }),
    aRow(id, { dimensions: { sex: "female" }, numerator: 145, denominator: 250 }),
    aRow(id, { place: { code: "09003" }, numerator: 3, denominator: 6 }),
  ];
  await owner("POST", "/observations", { body: { observations } });
  await summarise(table, id);
});

/** A client of somebody of an organisation, as of noon of a day. */
function on(
  day: string,
  organisationId: string,
  options: { id?: string; roles?: readonly Role[]; on?: Table } = {},
): Client {
  return signedIn(options.on ?? table, organisationId, { ...options, clock: () => `${day}T12:00:00.000Z` });
}
const evaluator = (day = TODAY, at = table) =>
  on(day, evaluatorId, { id: reader, roles: ["evaluator"], on: at });

const terms = (fields: object = {}) => ({
  parties: [{ organisationId: evaluatorId, principalIds: [reader] }],
  dimensionKeys: ["race-ethnicity"],
  purpose: "Evaluation of the reading strategy",
  from: "2026-06-01",
  through: "2026-06-30",
  minimumCell: 0,
  ...fields,
});
const list = () => `/partnerships/${partnershipId}/data-use-agreements`;
const open = (fields: object = {}, client = owner, key?: string) =>
  client("POST", list(), { body: terms(fields), ...(key ? { key } : {}) });
const at = (made: Answer, rest = "") => `/data-use-agreements/${made.body.id}${rest}`;
const read = (made: Answer, client = evaluator(), place = "") =>
  client("GET", at(made, `/series/${id}${place && `?place=${place}`}`));
const change = (made: Answer, body: object, client = owner) =>
  client("PATCH", at(made), { body: { reason: "Agreed anew", ...body }, ifMatch: made.etag });
const figures = ({ body }: Answer) =>
  body.rows.map(({ dimensions, numerator, status }: Record<string, unknown>) => [
    Object.values(dimensions ?? {}).join("+") || "all",
    numerator,
    status,
  ]);

describe("a data use agreement", () => {
  test("is made once, found by its partnership and its party, changed over the version read, and keeps its history", async () => {
    const made = await open({}, owner, "once");
    expect(made).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { ...terms(), version: 1, standing: "in-force" },
    });
    expect((await open({}, owner, "once")).body.id).toBe(made.body.id);
    expect((await owner("GET", list())).body.items).toEqual([made.body]);
    const theirs = on(TODAY, evaluatorId);
    expect((await theirs("GET", "/data-use-agreements")).body.items).toContainEqual(made.body);
    const changed = await change(made, {
      through: "2027-06-30",
      document: "https://files.example.org/1.pdf",
    });
    expect(changed).toMatchObject({ status: 200, etag: '"2"', body: { through: "2027-06-30", version: 2 } });
    expect(await change(made, { through: "2028-06-30" })).toMatchObject({ status: 412 });
    expect(await owner("GET", at(made))).toMatchObject({ etag: '"2"', body: changed.body });
    const history = await owner("GET", at(made, "/history"));
    expect(history.body.items).toMatchObject([
      { action: "data-use-agreement.made", by: { organisationId: ownerId } },
      { action: "data-use-agreement.changed", reason: "Agreed anew" },
    ]);
    await read(changed);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  test("is nothing to a stranger, and its party sees of the parties itself alone", async () => {
    const other = await aTenant(table, "funder");
    const parties = [...terms().parties, { organisationId: other, principalIds: [newId("key")] }];
    const made = await open({ parties });
    const theirs = await evaluator()("GET", at(made));
    expect(theirs.body.parties).toEqual(terms().parties);
    for (const path of ["", `/series/${id}`, "/reads", "/history"])
      expect(await stranger("GET", at(made, path))).toMatchObject({ status: 404 });
    for (const client of [stranger, evaluator(TODAY)]) {
      expect(await client("GET", list())).toMatchObject({ status: 404 });
      expect(await change(made, { minimumCell: 5 }, on(TODAY, evaluatorId))).toMatchObject({ status: 404 });
    }
    for (const path of ["/reads", "/history"])
      expect(await evaluator()("GET", at(made, path))).toMatchObject({ status: 404 });
    expect((await stranger("GET", "/data-use-agreements")).body.items).toEqual([]);
    expect(await open({}, stranger)).toMatchObject({ status: 404 });
  });

  test("is refused at the place that is wrong", async () => {
    const pointers = async (fields: object) =>
      (await open(fields)).body.errors?.map(({ pointer }: { pointer: string }) => pointer);
    const party = terms().parties[0];
    expect(await pointers({ through: "2026-05-31" })).toEqual(["/through"]);
    expect(await pointers({ parties: [party, party] })).toEqual(["/parties/1/organisationId"]);
    expect(await pointers({ parties: [{ ...party, organisationId: ownerId }] })).toEqual([
      "/parties/0/organisationId",
    ]);
    expect(await pointers({ parties: [party, { ...party, organisationId: newId("org") }] })).toEqual([
      "/parties/1/organisationId",
    ]);
    expect(await pointers({ indicatorIds: [id, newId("ind")] })).toEqual(["/indicatorIds/1"]);
    expect(await pointers({ dimensionKeys: ["sex+race-ethnicity"] })).toEqual(["/dimensionKeys/0"]);
    const made = await open();
    expect((await change(made, { through: "2026-05-01" })).body.errors).toMatchObject([
      { pointer: "/through" },
    ]);
    expect(await change(made, {})).toMatchObject({ status: 422 });
  });
});

describe("reading under an agreement", () => {
  test("shows totals and the breakdowns that it opens, small counts too, and logs that before", async () => {
    const made = await open();
    const answer = await read(made);
    expect(answer).toMatchObject({
      status: 200,
      body: { agreement: { id: made.body.id, version: 1, minimumCell: 0, through: "2026-06-30" } },
    });
    expect(answer.etag).toMatch(/^"[0-9a-f]{64}"$/);
    expect((await read(made)).etag).toBe(answer.etag);
    expect(figures(answer)).toEqual([
      ["all", 270, "ok"],
      ["native", 4, "ok"],
      ["white", 266, "ok"],
    ]);
    await read(made, evaluator(), "09003");
    const log = await owner("GET", at(made, "/reads?limit=2"));
    const by = { principalId: reader, organisationId: evaluatorId };
    const entry = { by, agreementVersion: 1, shownIn: "agreement-series" };
    expect(log.body.items).toMatchObject([
      { at: `${TODAY}T12:00:00.000Z` },
      { at: `${TODAY}T12:00:00.000Z` },
    ]);
    const rest = await owner("GET", at(made, `/reads?limit=2&cursor=${log.body.next}`));
    const all = [...log.body.items, ...rest.body.items];
    expect(all).toHaveLength(3);
    for (const one of all) expect(one).toMatchObject(entry);
    expect(all.map(({ figures: [of] }) => [of.placeCode, of.cells]).sort()).toEqual([
      ["09001", 3],
      ["09001", 3],
      ["09003", 1],
    ]);
  });

  test("withholds whole breakdowns with a count below its minimum", async () => {
    const made = await open({ minimumCell: 6, dimensionKeys: ["race-ethnicity", "sex"] });
    expect(figures(await read(made))).toEqual([
      ["all", 270, "ok"],
      ["native", null, "c"],
      ["white", null, "c"],
      ["female", 145, "ok"],
    ]);
    expect((await owner("GET", at(made, "/reads"))).body.items).toMatchObject([{ figures: [{ cells: 2 }] }]);
  });

  test("never shows what an agreement with the source holds back", async () => {
    const made = await open();
    const source = {
      source: { name: "District" },
      permittedUse: "Counts",
      from: "2026-01-01",
      mayBePublished: false,
      contactRole: "Registrar",
    };
    const agreed = await owner("POST", `/partnerships/${partnershipId}/data-agreements`, { body: source });
    const rows = [aRow(id, { ...RACE("native"), numerator: 4, denominator: 7 })];
    await owner("POST", "/observations", {
      body: { observations: rows, agreementId: agreed.body.id, reason: "Came under it" },
    });
    await summarise(table, id);
    const answer = await read(made);
    expect(figures(answer)).toEqual([
      ["all", 270, "ok"],
      ["native", null, "c"],
      ["white", null, "c"],
    ]);
    expect(answer.body.rows[1].withheldBy).toBe("agreement");
  });

  test("is for whom it names: a colleague is told what to do, who is no party finds nothing, the partnership has its own", async () => {
    const made = await open();
    const colleague = await read(made, on(TODAY, evaluatorId, { id: "per_01JD00000000000000000000C0" }));
    expect(colleague).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect(colleague.body.detail).toContain("per_01JD00000000000000000000C0");
    expect(await read(made, on(TODAY, evaluatorId, { id: newId("key") }))).toMatchObject({ status: 403 });
    expect(await read(made, stranger)).toMatchObject({ status: 404 });
    expect(await read(made, owner)).toMatchObject({ status: 403 });
    // A person of another organisation by the same id is not whom it names.
    expect(await read(made, on(TODAY, newId("org"), { id: reader }))).toMatchObject({ status: 404 });
    expect((await owner("GET", at(made, "/reads"))).body.items).toEqual([]);
  });

  test("is within its days, and over at once where it is ended", async () => {
    const made = await open();
    const days = ["2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01"];
    const answers = [];
    for (const day of days) answers.push(await read(made, evaluator(day)));
    expect(answers.map(({ status }) => status)).toEqual([403, 200, 200, 403]);
    expect(answers[0]?.body.detail).toContain("begins on 2026-06-01");
    expect(answers[3]?.body.detail).toContain("ended on 2026-06-30");
    const ended = await change(made, { ended: true });
    expect(ended.body).toMatchObject({ standing: "ended", endedAt: `${TODAY}T12:00:00.000Z` });
    expect(await read(made)).toMatchObject({ status: 403 });
    expect(await change(ended, { through: "2027-06-30" })).toMatchObject({ status: 409 });
    expect((await evaluator()("GET", at(made))).body.standing).toBe("ended");
    expect((await owner("GET", at(made, "/reads"))).body.items).toHaveLength(2);
  });

  test("says the same of an indicator that is not there, one of somebody else, and one in a place it leaves out", async () => {
    const second = await anIndicator(owner, partnershipId, { name: "Second" });
    const elsewhere = await anIndicator(owner, await aPartnership(table, ownerId));
    const made = await open({ indicatorIds: [id], placeCodes: ["09001"] });
    const said = async (path: string) => {
      const { status, body } = await evaluator()("GET", at(made, path));
      return [status, body.code, body.detail];
    };
    const nothing = await said(`/series/${newId("ind")}`);
    expect(nothing[0]).toBe(404);
    for (const path of [`/series/${second}`, `/series/${elsewhere}`, `/series/${id}?place=09003`])
      expect(await said(path)).toEqual(nothing);
    expect(await read(made)).toMatchObject({ status: 200 });
    expect(await evaluator()("GET", at(made, `/series/${id}?dimensions=sex`))).toMatchObject({ status: 400 });
  });

  test("is refused where it cannot be logged", async () => {
    const made = await open();
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const client = new Proxy(table.client, {
      get: (target, name) =>
        name === "send"
          ? (command: never) =>
              (command as object) instanceof PutItemCommand
                ? Promise.reject(new Error("The log is full"))
                : target.send(command)
          : Reflect.get(target, name),
    });
    const answer = await read(made, evaluator(TODAY, { ...table, client }));
    expect(answer).toMatchObject({ status: 503, body: { code: "busy" } });
    expect(answer.body).not.toHaveProperty("rows");
    expect(logged).toHaveBeenCalledWith(expect.stringContaining("read_not_logged"));
    logged.mockRestore();
    expect((await owner("GET", at(made, "/reads"))).body.items).toEqual([]);
  });

  test("shows what it opens at the indicator's own address too, to whom the partnership is shared with and it names", async () => {
    partnershipId = await aPartnership(table, ownerId, [evaluatorId]);
    id = await anIndicator(owner, partnershipId);
    const observations = [
      aRow(id, { numerator: 270, denominator: 500 }),
      aRow(id, { ...RACE("white"), numerator: 266, denominator: 493 }),
      aRow(id, { ...RACE("native"), numerator: 4, denominator: 7 }),
      aRow(id, { dimensions: { grade: "three" }, numerator: 5, denominator: 9 }),
      aRow(id, { place: { code: "09003" }, numerator: 3, denominator: 6 }),
    ];
    await owner("POST", "/observations", { body: { observations } });
    await summarise(table, id);
    const made = await open();
    const own = (client: Client, rest = "/series") => client("GET", `/indicators/${id}${rest}`);
    const named = await own(evaluator());
    const refs = [{ id: made.body.id, version: 1 }];
    expect(named.body).toMatchObject({ protected: true, dataUseAgreements: refs });
    expect(figures(named)).toEqual([
      ["all", 270, "ok"],
      ["three", null, "c"],
      ["native", 4, "ok"],
      ["white", 266, "ok"],
    ]);
    expect(figures(await own(evaluator(), "/series?place=09003"))).toEqual([["all", 3, "ok"]]);
    const analysis = await own(evaluator(), "/analysis");
    expect(analysis.body.dataUseAgreements).toEqual(refs);
    const log = (await owner("GET", at(made, "/reads"))).body.items;
    expect(log.map(({ shownIn }: { shownIn: string }) => shownIn).sort()).toEqual([
      "analysis",
      "series",
      "series",
    ]);
    for (const client of [on(TODAY, evaluatorId), evaluator("2026-07-01")]) {
      const protectedOne = await own(client);
      expect(protectedOne.body).not.toHaveProperty("dataUseAgreements");
      expect(figures(protectedOne).map(([, numerator]: unknown[]) => numerator)).toEqual([
        270,
        null,
        null,
        null,
      ]);
      expect((await own(client, "/analysis")).body).not.toHaveProperty("dataUseAgreements");
    }
    expect((await own(owner)).body).not.toHaveProperty("dataUseAgreements");
    expect((await owner("GET", at(made, "/reads"))).body.items).toHaveLength(3);
    const counted = countingRounds(table);
    await own(evaluator(TODAY, counted.table));
    expect(counted.rounds()).toBe(4);
  });

  test("shows it beside comparison places, in sums of places and in cohorts, and logs what is shown of it", async () => {
    partnershipId = await aPartnership(table, ownerId, [evaluatorId]);
    id = await anIndicator(owner, partnershipId, { aggregation: "weighted", overTime: "flow" });
    const codes = ["09001", "09003", "09005"];
    const places = codes.map((code) => ({ code, name: code, kind: "county", comparison: code === "09005" }));
    await owner("PUT", `/partnerships/${partnershipId}/places`, {
      body: { places, reason: "The atlas" },
      ifMatch: '"0"',
    });
    const observations = [
      aRow(id, { numerator: 270, denominator: 500 }),
      aRow(id, { ...RACE("native"), numerator: 4, denominator: 7 }),
      aRow(id, { place: { code: "09003" }, numerator: 3, denominator: 6 }),
      aRow(id, { place: { code: "09005" }, numerator: 2, denominator: 5 }),
    ];
    await owner("POST", "/observations", { body: { observations } });
    await summarise(table, id);
    const made = await open();
    const ask = (path: string, client = evaluator()) => client("GET", path);
    const refs = [{ id: made.body.id, version: 1 }];
    const [beside, combined, cohorts] = [
      `/indicators/${id}/beside`,
      `/indicators/${id}/combined-figures?places=09001%7C09003`,
      `/partnerships/${partnershipId}/cohorts?entryYears=2024&steps=${id}:0`,
    ];
    const side = (await ask(beside)).body;
    expect(side).toMatchObject({ protected: true, dataUseAgreements: refs });
    expect(side.comparisons).toMatchObject([{ rows: [{ numerator: 2, status: "ok" }] }]);
    const sum = (await ask(combined)).body;
    expect(sum).toMatchObject({ dataUseAgreements: refs, periods: [{ numerator: 273, denominator: 506 }] });
    expect((await ask(cohorts)).body).toMatchObject({ dataUseAgreements: refs });
    const log = (await owner("GET", at(made, "/reads"))).body.items;
    const cells = log.map((one: { shownIn: string; figures: { cells: number }[] }) =>
      [one.shownIn, ...one.figures.map((shown) => shown.cells).sort()].join(" "),
    );
    expect(cells.sort()).toEqual(["cohorts 1", "places 1 1", "places 1 2"]);
    const colleague = on(TODAY, evaluatorId);
    for (const path of [beside, combined, cohorts])
      expect((await ask(path, colleague)).body).not.toHaveProperty("dataUseAgreements");
    expect((await ask(beside, colleague)).body.comparisons).toMatchObject([{ rows: [{ numerator: null }] }]);
    expect((await ask(combined, colleague)).body.periods).toMatchObject([
      { value: null, missing: ["09003"] },
    ]);
    expect((await owner("GET", at(made, "/reads"))).body.items).toHaveLength(3);
    const past = await ask(`${beside}?asOf=2026-06-10T11:00:00Z`);
    expect(past.body).not.toHaveProperty("dataUseAgreements");
  });

  test("takes three rounds, the log among them", async () => {
    const made = await open();
    const counted = countingRounds(table);
    await read(made, evaluator(TODAY, counted.table));
    expect(counted.rounds()).toBe(3);
  });
});
