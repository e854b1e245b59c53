import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workbookRows } from "../../shared/interchange/xlsx-rows.ts";
import { type Client, clientOf } from "../support/client.ts";
import { readPdf } from "../support/pdf.ts";
import { aCommitmentBody, aProgramme, type Programme, schoolYear, share, usd } from "../support/programme.ts";
import { aMember, eventually, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let funder: Client;
let backbone: Client;
let stranger: Client;
let owner: Member;
let programme: Programme;
let bet: string;

type Section = { key: string; title: string; content: { items: { id: string }[] } };
const sectionOf = (body: { sections: Section[] }, key: string) =>
  body.sections.find((section) => section.key === key)?.content;

beforeAll(async () => {
  target = await startTarget();
  owner = await aMember(target, "funder");
  funder = clientOf(target, owner);
  backbone = clientOf(target, await aMember(target, "partnership"));
  stranger = clientOf(target, await aMember(target, "funder"));
  programme = await aProgramme(backbone);
  const { partnershipId, readinessId, strategyId } = programme;
  await share(backbone, partnershipId, owner.id);
  const plan = {
    title: "Every child ready",
    purpose: "Pre-K in all wards.",
    plan: "Two wards, then twelve.",
    partnershipId,
    startOn: "2025-07-01",
    endOn: "2032-06-30",
    target: usd("30000000.00"),
    designLeftOut: { reason: "The plan was there." },
  };
  bet = (await succeed(funder.post("/big-bets", plan))).body.id;
  const allocations = [{ strategyId, amount: usd("4000000.00") }];
  const commitment = aCommitmentBody({ partnershipId, bigBet: { id: bet, phase: "scale" }, allocations });
  await succeed(funder.post("/commitments", commitment));
  const row = { indicatorId: readinessId, period: schoolYear(2024), numerator: 40, denominator: 90 };
  await succeed(backbone.post("/observations", { observations: [row] }));
});
afterAll(() => target?.stop());

describe("one report of whatever money and outcomes meet in", () => {
  it("sets the money of a big bet beside the outcomes of its plan, once both have come through", async () => {
    const body = await eventually(
      async () => (await succeed(funder.get(`/big-bets/${bet}/report`))).body,
      (report) =>
        // The indicator is there before its figures have come through.
        JSON.stringify(sectionOf(report, "outcomes")).includes('"latest"') &&
        JSON.stringify(sectionOf(report, "money")).includes('"raised":{"amount":"10000000.00"'),
    );
    expect(body).toMatchObject({ kind: "big-bet", subject: { id: bet, title: "Every child ready" } });
    expect(sectionOf(body, "outcomes")?.items).toMatchObject([
      {
        id: programme.readinessId,
        latest: { value: 44.444444, from: [expect.stringContaining(programme.readinessId)] },
        series: `/v1/indicators/${programme.readinessId}/series`,
      },
    ]);
    expect(sectionOf(body, "money")).toMatchObject({
      byStrategy: expect.arrayContaining([
        expect.objectContaining({ strategyId: programme.strategyId, amounts: [usd("4000000.00")] }),
      ]),
    });
    await succeed(funder.get(`/indicators/${programme.readinessId}/series`));
  });

  it("is there for a partnership, its strategy and the portfolio, in the sections that are asked for", async () => {
    const base = `/partnerships/${programme.partnershipId}`;
    for (const [by, path] of [
      [backbone, `${base}/report`],
      [funder, `${base}/strategies/${programme.strategyId}/report`],
      [funder, "/portfolio/report"],
    ] as const) {
      const { body } = await succeed(by.get(`${path}?sections=methods,money`));
      expect(body.sections.map(({ key }: Section) => key)).toEqual(["methods", "money"]);
    }
    const refused = await funder.get(`${base}/report?sections=horoscope`);
    expect(refused.body).toMatchObject({ status: 400, errors: [{ parameter: "sections" }] });
    expect((await stranger.get(`${base}/report`)).status).toBe(404);
  });

  it("comes as a page, as CSV and as a workbook, all its tables or one of them", async () => {
    const path = `/big-bets/${bet}/report`;
    const { body } = await succeed(funder.get(`${path}?list=tables`));
    expect(body.tables.map(({ key }: { key: string }) => key)).toEqual(
      expect.arrayContaining(["money-totals", "line-of-sight", "outcomes", "gaps", "provenance"]),
    );
    const page = await succeed(funder.get(path, { accept: "text/html" }));
    expect(page.headers["content-type"]).toMatch(/^text\/html/);
    expect(page.text).toContain("<h1>Every child ready</h1>");
    const all = await succeed(funder.get(path, { accept: "text/csv" }));
    expect(all.headers["content-type"]).toMatch(/^text\/csv/);
    const lines: Record<string, string>[] = parse(all.text, { columns: true });
    const committed = lines.find(({ table, column }) => table === "money-totals" && column === "committed");
    expect(committed).toMatchObject({ value: "10000000.00", unit: "USD", status: "ok" });
    const one = await succeed(funder.get(`${path}?format=csv&table=money-strategies`));
    expect(parse(one.text, { columns: true })).toContainEqual(
      expect.objectContaining({ strategyId: programme.strategyId, allocated: "4000000.00" }),
    );
    const workbook = await succeed(funder.get(`${path}?format=xlsx`));
    const sheet = workbookRows(workbook.bytes, { decimal: ".", sheet: "money-totals" });
    expect(sheet).toMatchObject({ ok: true });
    expect(workbook.headers["content-disposition"]).toContain(`report-big-bet-${bet}.xlsx`);
    const unknown = await funder.get(`${path}?format=csv&table=horoscope`);
    expect(unknown.body).toMatchObject({ status: 400, errors: [{ parameter: "table" }] });
    const odd = await funder.get(`${path}?table=gaps`);
    expect(odd.body).toMatchObject({ status: 400, errors: [{ parameter: "table" }] });
    const commitments = (await succeed(funder.get("/commitments"))).body.items;
    const commitment = `/commitments/${commitments[0].id}/report`;
    const composed = await succeed(funder.get(`${commitment}?sections=money`, { accept: "text/html" }));
    expect(composed.text).toContain('id="section-money"');
    const tables = await succeed(funder.get(commitment, { accept: "text/csv" }));
    expect(tables.text).toMatch(/^section,table,row,/);
    expect((await stranger.get(`${path}?format=csv`)).status).toBe(404);
  });

  it("is there as a tagged PDF, its charts one by one, and with the portfolio bound in a board book", async () => {
    const path = `/big-bets/${bet}/report`;
    const pdf = await succeed(funder.get(`${path}.pdf`));
    expect(pdf.headers["content-type"]).toBe("application/pdf");
    const { isTagged, info, pages } = await readPdf(pdf.bytes);
    expect([isTagged, info.Title]).toEqual([true, "Every child ready"]);
    expect(pages.join(" ")).toContain("Money");
    const chart = await succeed(funder.get(`${path}/charts/line-of-sight-USD.svg`));
    expect(chart.headers["content-type"]).toContain("image/svg+xml");
    expect(chart.text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    const { body: listed } = await succeed(funder.get("/commitments"));
    const ids = listed.items.map(({ id }: { id: string }) => id);
    const book = await succeed(funder.get(`/portfolio/board-book.pdf?commitments=${ids.join(",")}`));
    const { bookmarks, links } = await readPdf(book.bytes);
    expect([bookmarks.length, links]).toEqual([ids.length + 1, ids.length + 1]);
    for (const at of [`${path}.pdf`, `${path}/charts/line-of-sight-USD.svg`])
      expect((await stranger.get(at)).status).toBe(404);
    const others = await stranger.get(`/portfolio/board-book.pdf?commitments=${ids[0]}`);
    expect(others.body).toMatchObject({ status: 404, code: "not_found" });
  });

  it("follows the funder's own template", async () => {
    const sections = [
      { key: "gaps", title: "Who is furthest", kind: "figures" },
      { key: "our-words", title: "In your words", kind: "text" },
    ];
    const { body: made } = await succeed(funder.post("/report-templates", { name: "Ours", sections }));
    const { body } = await succeed(funder.get(`/big-bets/${bet}/report?template=${made.id}`));
    expect(body.sections).toMatchObject([{ key: "gaps", title: "Who is furthest" }]);
    expect(body.template).toMatchObject({ id: made.id, version: 1, notDrawn: ["our-words"] });
  });

  it("tells what changed between two instants, and refuses those that are not settled", async () => {
    const path = `/big-bets/${bet}/report/diff`;
    const now = new Date().toISOString();
    const unsettled = await funder.get(`${path}?from=${now}`);
    expect(unsettled.body).toMatchObject({ status: 400, errors: [{ parameter: "from" }] });
    expect((await funder.get(`${path}?from=2020-01-01T00:00:00Z`)).status).toBe(404);
    const turned = await funder.get(`${path}?from=2020-02-01T00:00:00Z&to=2020-01-01T00:00:00Z`);
    expect(turned.body).toMatchObject({ status: 400, errors: [{ parameter: "to" }] });
  });

  it("tells what changed in a whole portfolio since before there was any", async () => {
    const path = "/portfolio/report/diff?from=2020-01-01T00:00:00Z";
    const { body } = await succeed(funder.get(`${path}&sections=money,partnerships`));
    const at = (end: string) => body.items.find((item: { path: string }) => item.path === end);
    const committed = at(`/partnerships/items/${programme.partnershipId}/committed/USD`);
    expect(committed).not.toHaveProperty("before");
    const [cause] = committed.causes;
    expect(body.causes[cause]).toMatchObject({ kind: "new-data", version: 1 });
    expect(at("/money/portfolio/USD/total/committed").after).toEqual(committed.after);
  });

  it("refuses the last minute, and finds nothing of before anything was recorded", async () => {
    const now = new Date().toISOString();
    for (const path of [`/big-bets/${bet}/report`, `/partnerships/${programme.partnershipId}/report`]) {
      const unsettled = await funder.get(`${path}?asOf=${now}`);
      expect(unsettled.body).toMatchObject({ status: 400, errors: [{ parameter: "asOf" }] });
      expect((await funder.get(`${path}?asOf=2020-01-01T00:00:00Z`)).status).toBe(404);
      const held = await succeed(funder.get(`${path}?validOn=2020-01-01`));
      expect(sectionOf(held.body, "outcomes")?.items[0]).not.toHaveProperty("latest");
    }
  });
});
