import { createApp } from "../../../functions/api/app.ts";
import { commitmentRoutes } from "../../../functions/api/routes/commitments.ts";
import { ledgerRoutes } from "../../../functions/api/routes/ledger.ts";
import { reportSectionRoutes } from "../../../functions/api/routes/report-sections.ts";
import { reportSubmissionRoutes } from "../../../functions/api/routes/report-submissions.ts";
import { reportTemplateRoutes } from "../../../functions/api/routes/report-templates.ts";
import { requirementRoutes } from "../../../functions/api/routes/requirements.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { sharePartnership } from "../../../shared/partnerships/share-partnership.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import type { HandedReport } from "../../../shared/reporting/submissions/handed-report.ts";
import type { SectionContent } from "../../../shared/reporting/submissions/section.ts";
import type { SubmissionView } from "../../../shared/reporting/submissions/submission-view.ts";
import { aPrincipal, usd } from "../../support/commitments.ts";
import { NO_PAGES } from "../../support/no-pages.ts";
import { aTenant } from "../../support/tenants.ts";
import { aRow, type Cedar, observe, recordCedarCounty } from "./cedar-county.ts";

const ROUTES = [
  ...commitmentRoutes,
  ...ledgerRoutes,
  ...requirementRoutes,
  ...reportTemplateRoutes,
  ...reportSubmissionRoutes,
  ...reportSectionRoutes,
];

/** The fields that tests look into, of whichever body it is. */
type Body = SubmissionView &
  Omit<HandedReport, "sections"> & {
    readonly code: string;
    readonly detail: string;
    readonly content: SectionContent;
    readonly current: SectionContent;
    readonly yours: SectionContent;
    readonly items: readonly { readonly action: string }[];
    readonly errors: readonly { readonly pointer: string }[];
    readonly lacks: readonly { readonly requirementNumber: number; readonly lacks: readonly object[] }[];
    readonly handedIn: readonly { readonly outcome: string; readonly commitmentId: string }[];
    readonly together: { readonly requirements: number; readonly sectionsAsked: number };
  };
export type Answer = { readonly status: number; readonly version: string | null; readonly body: Body };
export type Client = (
  method: string,
  path: string,
  sent?: { body?: unknown; version?: number | string | null; key?: string },
) => Promise<Answer>;

/** Somebody of an organisation, and their way to the API. */
export function signedIn(table: Table, given: Partial<Principal>): Client {
  const principal = aPrincipal({ id: newId("per"), ...given });
  const deps = {
    table,
    ...NO_PAGES,
    files: { presignUpload: () => Promise.reject(new Error("No file is uploaded here.")) },
    authenticate: async () => ok(principal),
    clock: systemClock,
    newId,
    cursorSecret: "a secret of this test",
  };
  const app = createApp(deps, ROUTES);
  return async (method, path, { body, version, key } = {}) => {
    const headers = new Headers({ authorization: "a token", "content-type": "application/json" });
    if (version !== undefined) headers.set("if-match", String(version));
    if (key !== undefined) headers.set("idempotency-key", key);
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await app.request(`/v1${path}`, init);
    return {
      status: response.status,
      version: response.headers.get("etag"),
      body: (await response.json()) as Body,
    };
  };
}

/** An answer that is expected to be a success. */
export async function done(answer: Promise<Answer>): Promise<Answer> {
  const given = await answer;
  if (given.status < 300) return given;
  throw new Error(`Answered ${given.status}: ${JSON.stringify(given.body)}`);
}

/** Two funders, each with a commitment to one partnership and a report of its own kind and period that is due. */
export type World = {
  readonly cedar: Cedar;
  readonly partnership: Client;
  readonly colleague: Client;
  readonly harbor: Client;
  readonly lakes: Client;
  readonly stranger: Client;
  readonly toHarbor: Asked;
  readonly toLakes: Asked;
};
export type Asked = { readonly commitmentId: string; readonly requirementNumber: number };

export const HARBOR_SECTIONS = [
  { key: "story", title: "What changed", kind: "text" },
  { key: "reading", title: "Reading by 8", kind: "figures" },
  { key: "spending", title: "Spending", kind: "money" },
];
export const LAKES_SECTIONS = [
  { key: "story", title: "Your story", kind: "text" },
  { key: "reading", title: "Outcomes", kind: "figures" },
  { key: "next", title: "What comes next", kind: "text" },
];

/** Fills a table with a world of its own. */
export async function aWorld(table: Table): Promise<World> {
  const cedar = await recordCedarCounty(table);
  await observe(table, cedar, [
    aRow(cedar.outcomeId, 2023, [520, 1000]),
    aRow(cedar.outcomeId, 2024, [540, 1000]),
  ]);
  const lakesId = await aTenant(table, "funder");
  const author = { principalId: newId("per"), organisationId: cedar.backboneId };
  const { partnershipId } = cedar;
  await sharePartnership(
    { table, newId },
    { partnershipId, organisationId: lakesId, reason: "Funds it", author, now: systemClock() },
  );
  const backbone = { organisationId: cedar.backboneId, organisationKind: "partnership" as const };
  const roles = ["data-lead"] as const;
  const harbor = signedIn(table, { organisationId: cedar.funderId });
  const lakes = signedIn(table, { organisationId: lakesId });
  const ofLakes = await done(
    lakes("POST", "/commitments", {
      body: {
        title: "Lakes reading grant",
        recipient: { name: "Cedar County Promise" },
        partnershipId,
        startOn: "2024-01-01",
        endOn: "2026-12-31",
        agreedOn: "2024-01-01",
        amount: usd("600000.00"),
        tranches: [{ dueOn: "2024-02-01", amount: usd("600000.00") }],
      },
    }),
  );
  return {
    cedar,
    harbor,
    lakes,
    partnership: signedIn(table, { ...backbone, roles }),
    colleague: signedIn(table, { ...backbone, roles }),
    stranger: signedIn(table, { organisationId: newId("org"), organisationKind: "partnership" }),
    toHarbor: await ask(harbor, cedar, {
      commitmentId: cedar.commitmentId,
      sections: HARBOR_SECTIONS,
      day: { dueOn: "2025-09-30", period: { start: "2024-07-01", end: "2025-06-30", kind: "fiscal-year" } },
    }),
    toLakes: await ask(lakes, cedar, {
      commitmentId: ofLakes.body.id,
      sections: LAKES_SECTIONS,
      day: { dueOn: "2025-01-31", period: { start: "2023-07-01", end: "2024-12-31", kind: "custom" } },
    }),
  };
}

async function ask(
  funder: Client,
  cedar: Cedar,
  asked: { commitmentId: string; sections: readonly object[]; day: object },
): Promise<Asked> {
  const { commitmentId, sections, day } = asked;
  const template = await done(funder("POST", "/report-templates", { body: { name: "Report", sections } }));
  const body = {
    kind: "narrative",
    title: "Report of the year",
    schedule: { frequency: "on-days", days: [day] },
    responsible: { organisationId: cedar.backboneId, name: "Cedar County Promise" },
    template: { id: template.body.id },
  };
  await done(funder("POST", `/commitments/${commitmentId}/requirements`, { body }));
  return { commitmentId, requirementNumber: 1 };
}

/** A draft that answers both funders. */
export async function aDraft(world: World, overrides: Record<string, unknown> = {}): Promise<string> {
  const path = `/partnerships/${world.cedar.partnershipId}/report-submissions`;
  const body = { title: "The year", answers: [world.toHarbor, world.toLakes], ...overrides };
  return (await done(world.partnership("POST", path, { body }))).body.id;
}

/** Writes everything that both funders ask for. */
export function fill(world: World, id: string): Promise<void> {
  return fillFor(world, id, ["story", "reading", "spending", "next"]);
}

/** Writes some sections as they are asked for. */
export async function fillFor(world: World, id: string, keys: readonly string[]): Promise<void> {
  const { cedar, toHarbor } = world;
  const { commitmentId } = toHarbor;
  const contents: Readonly<Record<string, object>> = {
    story: { text: "More children read." },
    reading: { figures: [{ indicatorId: cedar.outcomeId }] },
    spending: {
      money: [
        { commitmentId, label: "Coaches", amount: usd("1000.10") },
        { commitmentId, label: "Books", amount: usd("0.20") },
      ],
    },
    next: { text: "We go on." },
  };
  for (const key of keys) await write(world.partnership, id, key, contents[key] ?? {});
}

/** Writes a section over the version that it has now. */
export async function write(by: Client, id: string, key: string, body: object): Promise<Answer> {
  const path = `/report-submissions/${id}/sections/${key}`;
  const { version } = await done(by("GET", path));
  return done(by("PUT", path, { body, version }));
}

/** Takes a step of a submission in the version that it has now. */
export async function step(by: Client, id: string, name: string, body?: object): Promise<Answer> {
  const { version } = await done(by("GET", `/report-submissions/${id}`));
  const sent = name === "submission" ? (body ?? {}) : body;
  return by("POST", `/report-submissions/${id}/${name}`, { version, ...(sent ? { body: sent } : {}) });
}

/** The address of a requirement. */
export function at({ commitmentId, requirementNumber }: Asked): string {
  return `/commitments/${commitmentId}/requirements/${requirementNumber}`;
}
