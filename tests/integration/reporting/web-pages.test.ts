import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../functions/web/app.ts";
import type { OrganisationKind } from "../../../shared/identity/organisation.ts";
import type { Role } from "../../../shared/identity/permissions.ts";
import { projectPortfolio } from "../../../shared/investments/portfolio/project-portfolio.ts";
import {
  addRequirements,
  NewRequirementsSchema,
} from "../../../shared/investments/requirements/add-requirements.ts";
import { headKey } from "../../../shared/platform/aggregate.ts";
import { newId } from "../../../shared/platform/id.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import { getItem, type Table } from "../../../shared/platform/table.ts";
import { addDataUseAgreement } from "../../../shared/publication/access/write-data-use-agreement.ts";
import { anAuthor, aPrincipal } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { NO_FILES } from "../../support/memory-bucket.ts";
import { aRow, type Cedar, observe, recordCedarCounty } from "./cedar-county.ts";

let engine: TestEngine;
let table: Table;
let cedar: Cedar;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  cedar = await recordCedarCounty(table);
  await observe(table, cedar, [
    aRow(cedar.outcomeId, 2021, [490, 1000]),
    aRow(cedar.outcomeId, 2024, [540, 1000]),
    aRow(cedar.outcomeId, 2024, [4, 37], { housing: "without-housing" }),
    aRow(cedar.outcomeId, 2024, [536, 963], { housing: "housed" }),
  ]);
  const head = await getItem(table, headKey(`CMT#${cedar.commitmentId}`));
  if (head) await projectPortfolio(table, [{ after: head }]);
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

async function visit(
  path: string,
  who: { organisationId: string; kind?: OrganisationKind; roles?: readonly Role[]; id?: string },
): Promise<{ status: number; location: string | null; html: string }> {
  const { organisationId, kind = "funder", roles = ["viewer"], id = newId("per") } = who;
  const app = createApp({
    table,
    authenticate: async (authorization) =>
      authorization === "Bearer token"
        ? ok({ kind: "person", id, organisationId, organisationKind: kind, roles })
        : fail({ code: "not_signed_in", detail: "Sign in." }),
    clock: () => "2025-02-01T09:00:00.000Z",
    cursorSecret: "a secret of this test",
    files: NO_FILES,
    signIn: {
      issuer: "https://issuer.example",
      clientId: "client",
      authorizeUrl: "https://issuer.example/authorize",
      tokenUrl: "https://issuer.example/token",
      signOutUrl: "https://issuer.example/logout",
    },
  });
  const response = await app.request(path, { headers: { cookie: "session=token" } });
  const location = response.headers.get("location");
  return { status: response.status, location, html: await response.text() };
}

const rawCounts = />(4|37|536|963)</;

describe("the pages of a funder", () => {
  it("begin with what is committed, what is due, and every commitment", async () => {
    const { status, html } = await visit("/", { organisationId: cedar.funderId });
    expect(status).toBe(200);
    expect(html).toContain("$10,000,000<");
    expect(html).toMatch(/1\u00a0Jul\u00a02024<div class="small">overdue/);
    expect(html).toContain(`href="/commitments/${cedar.commitmentId}"`);
    expect(html).toContain(`href="/partnerships/${cedar.partnershipId}"`);
  });

  it("show a commitment with its schedule, allocations and ledger, and its history to those who may see it", async () => {
    const path = `/commitments/${cedar.commitmentId}`;
    const viewer = await visit(path, { organisationId: cedar.funderId });
    expect(viewer.html).toMatch(/Every child reads by 8.*?\$4,000,000\.00.*?40\.00%/s);
    expect(viewer.html).toContain("Recognition");
    expect(viewer.html).not.toContain('id="history"');
    const staff = await visit(path, { organisationId: cedar.funderId, roles: ["finance"] });
    expect(staff.html).toContain('id="history"');
  });

  it("show the same report as the API, with who is signed in", async () => {
    const { status, html } = await visit(`/commitments/${cedar.commitmentId}/report`, {
      organisationId: cedar.funderId,
    });
    expect(status).toBe(200);
    expect(html).toContain("Third graders reading rose from 49.0% in 2021-22 to 54.0% in 2024-25");
    expect(html).toContain("Sign out");
    expect(rawCounts.exec(html)).toBeNull();
  });

  it("show a shared partnership without any figure that could identify a child", async () => {
    const { html } = await visit(`/partnerships/${cedar.partnershipId}`, { organisationId: cedar.funderId });
    expect(html).toContain("Third graders reading");
    expect(html).toContain("protected: could identify a child");
    expect(rawCounts.exec(html)).toBeNull();
  });

  it("lead from chosen commitments to the board book, and say where too many are chosen", async () => {
    const { commitmentId, funderId: organisationId } = cedar;
    const offered = await visit("/board-book", { organisationId });
    expect(offered.html).toMatch(new RegExp(`<input[^>]*name="commitment" value="${commitmentId}"`));
    const made = await visit(`/board-book?commitment=${commitmentId}&bind=1`, { organisationId });
    expect([made.status, made.location]).toEqual([
      303,
      `/v1/portfolio/board-book.pdf?commitments=${commitmentId}`,
    ]);
    const thirteen = new URLSearchParams([["bind", "1"]]);
    for (const id of [commitmentId, ...Array.from({ length: 12 }, () => newId("cmt"))])
      thirteen.append("commitment", id);
    const { status, html } = await visit(`/board-book?${thirteen}`, { organisationId });
    expect(status).toBe(200);
    expect(html).toContain("You chose 13 commitments; a book holds 12.");
    expect(html).toMatch(new RegExp(`value="${commitmentId}" checked`));
    const stranger = await visit("/board-book", { organisationId: newId("org") });
    expect(stranger.html).not.toContain(commitmentId);
  });

  it("show reports of sections of a partnership, a commitment and the portfolio, with their tables as files", async () => {
    const { partnershipId, commitmentId, funderId: organisationId } = cedar;
    for (const [path, heading] of [
      [`/partnerships/${partnershipId}/report`, "Gaps in what systems deliver"],
      [`/commitments/${commitmentId}/outcome-report`, "Gaps in what systems deliver"],
      ["/portfolio/report", "Partnerships"],
    ] as const) {
      const { status, html } = await visit(path, { organisationId });
      expect(status, path).toBe(200);
      expect(html).toContain(`<h2>${heading}</h2>`);
      expect(html).toContain("Sign out");
      expect(html).toContain(`href="${path}.xlsx"`);
      const documents = `/v1${path.replace("/outcome-report", "/report")}`;
      expect(html).toContain(`href="${documents}.pdf"`);
      expect(rawCounts.exec(html)).toBeNull();
      const csv = await visit(`${path}.csv?sections=money,progress`, { organisationId });
      expect(csv.html).toMatch(/^section,table,row,/);
      expect(csv.html).toContain("Third graders reading");
      const stranger = await visit(path, { organisationId: newId("org") });
      expect(stranger.html).not.toContain("Third graders reading");
    }
    const link = await visit(`/partnerships/${partnershipId}`, { organisationId });
    expect(link.html).toContain(`href="/partnerships/${partnershipId}/report"`);
    const hidden = await visit(`/partnerships/${partnershipId}/report?sections=outcomes`, { organisationId });
    expect(hidden.html).toContain("protected: could identify a child");
    const refused = await visit("/portfolio/report?sections=stories", { organisationId });
    expect(refused.status).toBe(400);
    expect((await visit(`/partnerships/${newId("prt")}/report.csv`, { organisationId })).status).toBe(404);
  });

  it("show whom a data use agreement names what it opens, in the report too, and say so", async () => {
    const id = newId("per");
    const made = await addDataUseAgreement(
      { table },
      {
        agreementId: newId("dua"),
        partnershipId: cedar.partnershipId,
        input: {
          parties: [{ organisationId: cedar.funderId, principalIds: [id] }],
          dimensionKeys: ["housing"],
          purpose: "Stewardship",
          from: "2025-01-01",
          through: "2025-12-31",
          minimumCell: 0,
        },
        author: { principalId: newId("per"), organisationId: cedar.backboneId },
        now: "2025-01-01T00:00:00.000Z",
      },
    );
    if (!made.ok) throw new Error(made.problem.detail);
    const { funderId: organisationId } = cedar;
    for (const path of [
      `/partnerships/${cedar.partnershipId}`,
      `/commitments/${cedar.commitmentId}/report`,
    ]) {
      const { html } = await visit(path, { organisationId, id });
      expect(html).toContain(made.value.id);
      expect(html).toContain("is in its");
      expect(html).not.toContain("protected: could identify a child");
      const others = await visit(path, { organisationId });
      expect(others.html).not.toContain("dua_");
      expect(rawCounts.exec(others.html)).toBeNull();
    }
  });

  it("explain a citation that only the partnership can open", async () => {
    const ref = `${cedar.outcomeId}~2024-07-01_2025-06-30~09001~housing~1`;
    const { status, html } = await visit(`/observations/${ref}`, { organisationId: cedar.funderId });
    expect(status).toBe(200);
    expect(html).toContain("only the partnership that keeps it can open it");
    expect(rawCounts.exec(html)).toBeNull();
  });
});

describe("the pages of a partnership", () => {
  const own = () => ({ organisationId: cedar.backboneId, kind: "partnership" as const });

  it("begin with its own strategies, indicators, and the commitments made to it", async () => {
    const { html } = await visit("/", own());
    for (const words of [
      "Cedar County Promise",
      "Every child reads by 8",
      "Third graders reading",
      "Harbor Fund",
    ])
      expect(html).toContain(words);
  });

  it("show it all of its own figures", async () => {
    const { html } = await visit(`/partnerships/${cedar.partnershipId}/indicators/${cedar.outcomeId}`, own());
    expect(html).toMatch(/Without housing.*?10\.8%/s);
  });

  it("open an observation: who, when, why, from where, and each of its cells", async () => {
    const ref = `${cedar.outcomeId}~2024-07-01_2025-06-30~09001~housing~1`;
    const { html } = await visit(`/observations/${ref}`, own());
    expect(html).toContain("Recorded by");
    expect(html).toMatch(/Without housing.*?>4<.*?>37</s);
    expect(html).toContain("Sealed with");
  });
});

describe("the pages, for anybody else", () => {
  it("begin empty, and say how that changes", async () => {
    const { status, html } = await visit("/", { organisationId: newId("org"), kind: "evaluator" });
    expect(status).toBe(200);
    expect(html).toContain("No partnership has opened figures to your organisation");
    const partnership = await visit("/", { organisationId: newId("org"), kind: "partnership" });
    expect(partnership.html).toContain("There is no partnership here yet");
  });

  it.each([
    () => `/commitments/${cedar.commitmentId}`,
    () => `/commitments/${cedar.commitmentId}/report`,
    () => `/partnerships/${cedar.partnershipId}`,
    () => `/observations/${cedar.outcomeId}~2024-07-01_2025-06-30~09001~all~1`,
    () => "/commitments/nonsense",
    () => "/observations/nonsense",
  ])("are not found where they exist, as where they do not", async (path) => {
    const { status, html } = await visit(path(), { organisationId: newId("org") });
    expect(status).toBe(404);
    expect(html).toContain("There is nothing here");
    expect(html).not.toContain("Cedar County");
  });

  it("say so where a role does not include them", async () => {
    const { status, html } = await visit("/", {
      organisationId: cedar.funderId,
      kind: "network",
      roles: ["operator"],
    });
    expect(status).toBe(403);
    expect(html).toContain("You may not see this");
  });
});

it("a funder's first page says what waits for somebody, and a commitment's why it cannot be paid", async () => {
  const funder = { organisationId: cedar.funderId };
  const before = await visit("/", funder);
  expect(before.html).toContain("No proposal waits for a second person");
  const input = NewRequirementsSchema().parse({
    kind: "narrative",
    title: "Yearly report",
    schedule: { frequency: "on-days", days: [{ dueOn: "2025-01-15" }] },
    isBlocking: true,
    responsible: { name: "Cedar County Promise" },
  });
  const principal = aPrincipal({ organisationId: cedar.funderId });
  const author = anAuthor(cedar.funderId);
  const call = { id: cedar.commitmentId, principal, author, now: "2025-01-01T00:00:00.000Z", input };
  expect((await addRequirements({ table, newId }, call)).ok).toBe(true);
  const { html } = await visit("/", funder);
  expect(html).toContain("A report is late");
  expect(html).toContain("Yearly report, due from Cedar County Promise");
  expect(html).not.toContain("No proposal waits for a second person");
  const page = await visit(`/commitments/${cedar.commitmentId}`, funder);
  expect(page.html).toMatch(/Payments are blocked since 16\u00a0Jan\u00a02025/);
});
