import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createApp } from "../../../functions/api/app.ts";
import { analysisRoutes } from "../../../functions/api/routes/analysis.ts";
import { catalogueRoutes } from "../../../functions/api/routes/catalogue.ts";
import { cohortRoutes } from "../../../functions/api/routes/cohorts.ts";
import { dataAgreementRoutes } from "../../../functions/api/routes/data-agreements.ts";
import { dataCalendarRoutes } from "../../../functions/api/routes/data-calendar.ts";
import { dataUseAgreementRoutes } from "../../../functions/api/routes/data-use-agreements.ts";
import { disclosurePolicyRoutes } from "../../../functions/api/routes/disclosure-policies.ts";
import { indicatorRoutes } from "../../../functions/api/routes/indicators.ts";
import { observationLockRoutes } from "../../../functions/api/routes/observation-locks.ts";
import { observationNoteRoutes } from "../../../functions/api/routes/observation-notes.ts";
import { observationSubmissionRoutes } from "../../../functions/api/routes/observation-submissions.ts";
import { observationRoutes } from "../../../functions/api/routes/observations.ts";
import { outcomeRoutes } from "../../../functions/api/routes/outcomes.ts";
import { placeRoutes } from "../../../functions/api/routes/places.ts";
import { releaseRequestRoutes } from "../../../functions/api/routes/release-requests.ts";
import { releaseRoutes } from "../../../functions/api/routes/releases.ts";
import { elsewhereRoutes } from "../../../functions/api/routes/releases-elsewhere.ts";
import { schemeRoutes } from "../../../functions/api/routes/schemes.ts";
import { scorecardRoutes } from "../../../functions/api/routes/scorecards.ts";
import type { Role } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { NewIndicator } from "../../../shared/measurement/indicator.ts";
import type { ObservationRowInput } from "../../../shared/measurement/observation.ts";
import { projectSummaries } from "../../../shared/measurement/project-summaries.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { schoolYear, systemClock } from "../../../shared/platform/time.ts";
import { transact } from "../../../shared/platform/transaction.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

/** What came back: the status, the ETag, the address of what was made, and the body. */
export type Answer = {
  readonly status: number;
  readonly etag: string;
  readonly location: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: the fields that a test looks into, of whichever body it is
  readonly body: any;
};
export type Client = (
  method: string,
  path: string,
  sent?: { body?: unknown; ifMatch?: string; key?: string },
) => Promise<Answer>;

/** A client of these routes on a table, signed in for an organisation. `clock` says what the server takes for now. */
export function signedIn(
  table: Table,
  organisationId: string,
  options: { roles?: readonly Role[]; kind?: Principal["kind"]; id?: string; clock?: () => string } = {},
): Client {
  const { roles = ["administrator"], kind = "person", clock = systemClock } = options;
  const principal: Principal = {
    kind,
    id: options.id ?? newId(kind === "person" ? "per" : "key"),
    organisationId,
    organisationKind: "partnership",
    roles,
  };
  const deps = {
    table,
    ...NO_PAGES,
    files: { presignUpload: () => Promise.reject(new Error("No file is uploaded here.")) },
    authenticate: async () => ok(principal),
    clock,
    newId,
    cursorSecret: "a secret of this test",
  };
  const app = createApp(deps, [
    ...outcomeRoutes,
    ...catalogueRoutes,
    ...schemeRoutes,
    ...indicatorRoutes,
    ...observationRoutes,
    ...analysisRoutes,
    ...placeRoutes,
    ...observationNoteRoutes,
    ...dataCalendarRoutes,
    ...observationLockRoutes,
    ...dataAgreementRoutes,
    ...dataUseAgreementRoutes,
    ...releaseRequestRoutes,
    ...cohortRoutes,
    ...observationSubmissionRoutes,
    ...disclosurePolicyRoutes,
    ...releaseRoutes,
    ...scorecardRoutes,
    ...elsewhereRoutes,
  ]);
  return async (method, path, sent = {}) => {
    const response = await app.request(`/v1${path}`, {
      method,
      headers: {
        ...(sent.body === undefined ? {} : { "content-type": "application/json" }),
        ...(sent.ifMatch === undefined ? {} : { "if-match": sent.ifMatch }),
        ...(sent.key === undefined ? {} : { "idempotency-key": sent.key }),
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    const { headers, status } = response;
    const body = JSON.parse((await response.text()) || "null");
    return { status, etag: headers.get("etag") ?? "", location: headers.get("location"), body };
  };
}

/** Puts the head of a partnership of an organisation, which is all that measurement asks of it; and whom it is shared with. */
export async function aPartnership(
  table: Table,
  ownerId: string,
  sharedWith: readonly string[] = [],
): Promise<string> {
  const id = newId("prt");
  const pk = `PRT#${id}`;
  await transact(table, [
    { put: { pk, sk: "C#HEAD", type: "partnership", ownerId } },
    ...sharedWith.map((organisationId) => ({
      put: { pk, sk: `C#SHARE#${organisationId}`, type: "share", ownerId },
    })),
  ]);
  return id;
}

export const READING: NewIndicator = {
  name: "Third graders reading at grade level",
  level: "core",
  outcomeId: "early-grade-reading",
  polarity: "higher",
  unit: "percent",
  numeratorDefinition: "Tested grade-3 students who met the state's standard",
  denominatorDefinition: "Grade-3 students tested",
  frequency: "yearly",
  source: "State assessment results by district",
  placeCode: "09001",
  placeName: "Harbour County",
};

/** Makes an indicator through the API and gives its id. */
export async function anIndicator(
  client: Client,
  partnershipId: string,
  fields: object = {},
): Promise<string> {
  const made = await client("POST", `/partnerships/${partnershipId}/indicators`, {
    body: { ...READING, ...fields },
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id;
}

/** A row of the school year that begins in `startYear`, 51 of 102 unless told otherwise. */
export function aRow(
  indicatorId: string,
  fields: Partial<ObservationRowInput> & { startYear?: number } = {},
) {
  const { startYear = 2024, ...rest } = fields;
  const figures = "status" in fields || "value" in fields ? {} : { numerator: 51, denominator: 102 };
  return { indicatorId, period: schoolYear(startYear), ...figures, ...rest };
}

/** Calls `hook` with the name of every command a client is about to send, and waits for it. */
export function before(client: DynamoDBClient, hook: (command: string) => Promise<void> | void): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      await hook(context.commandName ?? "");
      return next(args);
    },
    { step: "initialize" },
  );
}

type Consumed = { CapacityUnits?: number };
export type Meter = { units: number; requests: number };

/** Adds up the capacity that a client's requests of one kind consume. */
export function meter(client: DynamoDBClient, commands: readonly string[]): Meter {
  const total = { units: 0, requests: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      if (!commands.includes(context.commandName ?? "")) return result;
      const { ConsumedCapacity: consumed } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      total.units += [consumed ?? []].flat().reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);
      total.requests += 1;
      return result;
    },
    { step: "initialize" },
  );
  return total;
}

/** Brings what is recorded of an indicator into its summaries, as the stream would. */
export async function summarise(table: Table, indicatorId: string): Promise<void> {
  await projectSummaries(table, await queryAll(table, { partition: `IND#${indicatorId}` }));
}
