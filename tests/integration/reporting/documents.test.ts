import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../functions/documents/app.ts";
import type { DocumentsDeps } from "../../../functions/documents/deps.ts";
import { boardBookPdf } from "../../../functions/documents/pdf/board-book.ts";
import { documentPdf } from "../../../functions/documents/pdf/document-pdf.ts";
import { chartFile } from "../../../shared/pages/charts/chart.tsx";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { documentOf } from "../../../shared/reporting/document/index.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { readPdf } from "../../support/pdf.ts";
import { aTenant } from "../../support/tenants.ts";
import { makeWorld } from "../../support/world.ts";
import { aChart, FONTS } from "../../unit/documents/builders.ts";
import { makeOutcomeWorld, type OutcomeWorld } from "./outcome-world.ts";
import { countingRounds } from "./rounds.ts";

let engine: TestEngine;
let table: Table;
let made: OutcomeWorld;
let deps: DocumentsDeps;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  made = await makeOutcomeWorld(table);
  const elsewhere = await aTenant(table, "funder");
  const stranger = await makeWorld(table, { funder: elsewhere, backbone: elsewhere });
  const principals = new Map([
    ["Bearer funder", made.world.funder],
    ["Bearer backbone", made.world.backbone],
    ["Bearer stranger", stranger.funder],
    ["Bearer seated", made.world.funder],
  ]);
  const now = new Date().toISOString();
  deps = {
    table,
    clock: () => now,
    cursorSecret: "a secret of the test",
    authenticate: async (authorization) => {
      const principal = principals.get(authorization ?? "");
      return principal ? ok(principal) : fail({ code: "not_signed_in", detail: "Nobody." });
    },
    // With a chart in its first section, whatever a report draws by itself.
    documentOf: async (report) => {
      const document = documentOf(report);
      const [first, ...rest] = document.sections;
      const blocks = [...(first?.blocks ?? []), aChart({ key: "chart-of-the-test" })];
      return first ? { ...document, sections: [{ ...first, blocks }, ...rest] } : document;
    },
    documentPdf: async (document, madeAt) => documentPdf(document, { fonts: FONTS, madeAt }),
    boardBookPdf: async ({ madeAt, ...book }) => boardBookPdf(book, { fonts: FONTS, madeAt }),
    chartFile: async (chart, language) => chartFile(chart, language),
  };
}, 60_000);
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

/** Asks as somebody; `within` stands on another table than the test's own. */
async function ask(path: string, headers: Readonly<Record<string, string>> = FUNDER, within = deps) {
  const response = await createApp(within).request(`/v1${path}`, { headers });
  return {
    status: response.status,
    headers: response.headers,
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}

const FUNDER = { authorization: "Bearer funder" };
const bodyOf = ({ bytes }: { bytes: Uint8Array }) => JSON.parse(Buffer.from(bytes).toString());

describe("reports as PDF", () => {
  const paths = () => ({
    commitment: `/commitments/${made.commitmentId}/report`,
    bet: `/big-bets/${made.betId}/report`,
    partnership: `/partnerships/${made.partnershipId}/report`,
    strategy: `/partnerships/${made.partnershipId}/strategies/${made.strategyId}/report`,
    portfolio: "/portfolio/report",
  });

  it("are there of everything that a report is of, the same bytes at the same instant", async () => {
    for (const path of Object.values(paths())) {
      const answer = await ask(`${path}.pdf`);
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([
        path,
        200,
        "application/pdf",
      ]);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("content-disposition")).toMatch(/^inline; filename="report-[\w-]+\.pdf"$/);
      const again = await ask(`${path}.pdf`);
      expect(Buffer.from(again.bytes).equals(answer.bytes)).toBe(true);
      expect((await readPdf(answer.bytes)).isTagged).toBe(true);
    }
  });

  it("hold the sections that are asked for, and refuse what the report as JSON refuses", async () => {
    const { bytes } = await ask(`${paths().commitment}.pdf?sections=methods,notes`);
    const { bookmarks } = await readPdf(bytes);
    expect(bookmarks).toHaveLength(2);
    const odd = await ask(`${paths().commitment}.pdf?sections=horoscope`);
    expect([odd.status, bodyOf(odd).errors[0].parameter]).toEqual([400, "sections"]);
    expect((await ask(`${paths().bet}.pdf?asOf=${new Date().toISOString()}`)).status).toBe(400);
    expect((await ask(`${paths().bet}.pdf?format=json`)).status).toBe(400);
    expect((await ask(`${paths().bet}.pdf`, { ...FUNDER, accept: "text/html" })).status).toBe(406);
  });

  it("are nobody's who may not read the report, and nobody's who is not signed in", async () => {
    const { portfolio: _, ...others } = paths();
    for (const path of Object.values(others)) {
      const answer = await ask(`${path}.pdf`, { authorization: "Bearer stranger" });
      expect([path, answer.status, bodyOf(answer).code]).toEqual([path, 404, "not_found"]);
      expect((await ask(`${path}.pdf`, {})).status).toBe(401);
    }
  });

  it("are given to the session of the pages, which a token goes before", async () => {
    const path = `${paths().commitment}.pdf`;
    expect((await ask(path, { cookie: "session=seated" })).status).toBe(200);
    expect((await ask(path, { cookie: "session=seated", authorization: "Bearer stranger" })).status).toBe(
      404,
    );
    expect((await ask(path, { cookie: "session=unknown" })).status).toBe(401);
  });
});

describe("a chart of a report", () => {
  const charts = () => `/commitments/${made.commitmentId}/report/charts`;

  it("is an SVG that runs nothing, by its key", async () => {
    const answer = await ask(`${charts()}/chart-of-the-test.svg`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      "image/svg+xml; charset=utf-8",
    ]);
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'");
    expect(Buffer.from(answer.bytes).toString()).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  });

  it("that there is not is refused with those that there are, and what is no SVG is no chart", async () => {
    const none = await ask(`${charts()}/horoscope.svg`);
    expect([none.status, bodyOf(none).detail]).toEqual([404, expect.stringContaining("chart-of-the-test")]);
    expect((await ask(`${charts()}/chart-of-the-test.png`)).status).not.toBe(200);
    expect(
      (await ask(`${charts()}/chart-of-the-test.svg`, { authorization: "Bearer stranger" })).status,
    ).toBe(404);
  });
});

describe("a board book", () => {
  it("binds the portfolio and the commitments that are named, in their order", async () => {
    const { commitmentId } = made;
    const { bytes } = await ask(`/portfolio/board-book.pdf?commitments=${commitmentId}`);
    const { bookmarks, pages, info } = await readPdf(bytes);
    expect(bookmarks).toHaveLength(2);
    expect(info).toMatchObject({ Title: "Board book" });
    expect(pages[0]).toContain("Contents");
    expect(await readPdf((await ask("/portfolio/board-book.pdf")).bytes)).toMatchObject({
      bookmarks: [{ title: bookmarks[0]?.title }],
    });
  });

  it("is whole or is not there: a commitment that one may not read is named", async () => {
    const path = `/portfolio/board-book.pdf?commitments=${made.commitmentId},${made.secondCommitmentId}`;
    const answer = await ask(path);
    expect([answer.status, bodyOf(answer).detail]).toEqual([
      404,
      `There is no commitment ${made.secondCommitmentId} that you may read.`,
    ]);
  });

  it("takes no commitment twice, no id of something else, and no more than twelve", async () => {
    const id = made.commitmentId;
    const many = Array.from({ length: 13 }, (_, n) => `cmt_01ARZ3NDEKTSV4RRFFQ69G5F${10 + n}`);
    for (const named of [`${id},${id}`, made.partnershipId, many.join(",")]) {
      const answer = await ask(`/portfolio/board-book.pdf?commitments=${named}`);
      expect(answer.status).toBe(400);
      expect(bodyOf(answer).errors[0].parameter).toMatch(/^commitments/);
    }
  });

  it("is read in no more rounds than its reports are one by one", async () => {
    const counting = countingRounds(table);
    const path = `/portfolio/board-book.pdf?commitments=${made.commitmentId}`;
    expect((await ask(path, FUNDER, { ...deps, table: counting.table })).status).toBe(200);
    expect(counting.rounds()).toBeLessThanOrEqual(6);
  });
});
