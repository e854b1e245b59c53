import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { createApp } from "../../../functions/api/app.ts";
import { importMappingRoutes } from "../../../functions/api/routes/import-mappings.ts";
import { importRoutes } from "../../../functions/api/routes/imports.ts";
import { composeSteps } from "../../../functions/jobs/compose.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { loadJob, uploadKey } from "../../../shared/interchange/import-job.store.ts";
import { isActive } from "../../../shared/interchange/import-job.ts";
import type { ImportView } from "../../../shared/interchange/import-view.ts";
import { runImportStep, type StepDeps } from "../../../shared/interchange/run-import-step.ts";
import { createIndicator } from "../../../shared/measurement/create-indicator.ts";
import { type NewIndicator, NewIndicatorSchema } from "../../../shared/measurement/indicator.ts";
import { createPartnership } from "../../../shared/partnerships/create-partnership.ts";
import { PartnershipFieldsSchema } from "../../../shared/partnerships/partnership.ts";
import { canonicalJson } from "../../../shared/platform/canonical-json.ts";
import { ok } from "../../../shared/platform/result.ts";
import { toItem } from "../../../shared/platform/table.ts";
import { NO_PAGES } from "../../support/no-pages.ts";
import { aMember, aWorld, must } from "../identity/world.ts";

/** The API's imports and the jobs' steps over one engine, with the files in memory and a clock that moves a second a look. */
export async function anImportWorld() {
  const world = await aWorld();
  const files = new Map<string, Uint8Array>();
  let seconds = Date.parse("2026-11-23T09:00:00.000Z") / 1000;
  const clock = () => new Date(++seconds * 1000).toISOString();
  const steps = composeSteps({
    table: world.table,
    newId: world.newId,
    clock,
    files: { read: async (key) => files.get(key) },
  });

  /** Calls the API as somebody. */
  async function call<T = ImportView>(who: Principal, method: string, path: string, sent: Sent = {}) {
    const deps = { ...world, ...NO_PAGES, clock, files: presigner(), authenticate: async () => ok(who) };
    const app = createApp(deps, [...importRoutes, ...importMappingRoutes]);
    const headers = { "content-type": "application/json", ...sent.headers };
    const body = sent.body === undefined ? {} : { body: JSON.stringify(sent.body) };
    const response = await app.request(`/v1${path}`, { method, headers, ...body });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === "" ? undefined : JSON.parse(text)) as T,
    };
  }

  /** Makes an import, puts its file and starts it. */
  async function start(who: Principal, body: object, file: string | Uint8Array): Promise<string> {
    const made = await call(who, "POST", "/imports", { body });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const { id } = made.body;
    files.set(uploadKey(id), typeof file === "string" ? new TextEncoder().encode(file) : file);
    await call(who, "POST", `/imports/${id}/start`);
    return id;
  }

  /** Runs the steps a job waits for until it waits for none, as the outbox and the queue would. */
  async function settle(id: string, deps: StepDeps = steps): Promise<number> {
    for (let ran = 0; ; ran++) {
      const job = await loadJob(world.table, id);
      if (!job || !isActive(job)) return ran;
      await runImportStep(deps, { jobId: id, step: job.step });
    }
  }

  /** The whole way of an import: made, put, started, run to its end, and read. */
  async function run(who: Principal, body: object, file: string | Uint8Array): Promise<ImportView> {
    const id = await start(who, body, file);
    await settle(id);
    return (await call(who, "GET", `/imports/${id}`)).body;
  }

  /** Every item of the table but those of jobs, as one text. */
  async function everythingButJobs(): Promise<string> {
    const items = [];
    let from: Record<string, never> | undefined;
    do {
      const page = await world.table.client.send(
        new ScanCommand({ TableName: world.table.name, ...(from ? { ExclusiveStartKey: from } : {}) }),
      );
      items.push(...(page.Items ?? []).map(toItem));
      from = page.LastEvaluatedKey as typeof from;
    } while (from);
    const others = items.filter(({ pk }) => !pk.startsWith("JOB#"));
    return canonicalJson(others.sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1)));
  }

  return { ...world, files, clock, steps, call, start, settle, run, everythingButJobs };
}
export type ImportWorld = Awaited<ReturnType<typeof anImportWorld>>;

type Sent = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

function presigner() {
  return {
    presignUpload: async (key: string, { contentType, now }: { contentType: string; now: string }) => ({
      url: `https://files.example/${key}?signed`,
      method: "PUT" as const,
      headers: { "content-type": contentType },
      expiresAt: now,
    }),
  };
}

/** A backbone organisation with a partnership and an indicator of it. */
export async function aMeasuredPartnership(world: ImportWorld, overrides: Partial<NewIndicator> = {}) {
  const lead = await aMember(world, { kind: "partnership", name: "Harbour Promise" });
  const author = { principalId: lead.id, organisationId: lead.organisationId };
  const now = world.clock();
  const fields = PartnershipFieldsSchema().parse({
    name: "Harbour Promise",
    purpose: "Every child of the county is supported from cradle to career.",
    placeCode: "CT",
    placeName: "The state",
  });
  const partnership = must(await createPartnership(world, { fields, author, now }));
  const indicator = await anIndicator(world, { lead, partnershipId: partnership.id, overrides });
  return { lead, partnershipId: partnership.id, indicatorId: indicator };
}

/** One more indicator of a partnership: a percentage of students. */
export async function anIndicator(
  world: ImportWorld,
  of: { lead: Principal; partnershipId: string; overrides?: Partial<NewIndicator> },
): Promise<string> {
  const indicator = NewIndicatorSchema().parse({
    name: "Graduation within four years",
    level: "core",
    polarity: "higher",
    unit: "percent",
    numeratorDefinition: "Graduates",
    denominatorDefinition: "Students of the cohort",
    frequency: "yearly",
    source: "State files",
    placeCode: "CT",
    placeName: "The state",
    ...of.overrides,
  });
  const author = { principalId: of.lead.id, organisationId: of.lead.organisationId };
  const { partnershipId } = of;
  return must(await createIndicator(world, { partnershipId, indicator, author, now: world.clock() })).id;
}
