import { Hono } from "hono";
import { dispatch } from "../../../functions/api/dispatch.ts";
import type { Route } from "../../../functions/api/route.ts";
import { actionCommitmentRoutes } from "../../../functions/api/routes/action-commitments.ts";
import { adoptionRoutes } from "../../../functions/api/routes/adoptions.ts";
import { agendaRoutes } from "../../../functions/api/routes/agenda.ts";
import { askRoutes } from "../../../functions/api/routes/asks.ts";
import { assessmentRoutes } from "../../../functions/api/routes/assessments.ts";
import { capacityRoutes } from "../../../functions/api/routes/capacities.ts";
import { capacitySupportRoutes } from "../../../functions/api/routes/capacity-supports.ts";
import { conditionRoutes } from "../../../functions/api/routes/conditions.ts";
import { contributionStatementRoutes } from "../../../functions/api/routes/contribution-statements.ts";
import { designationRoutes } from "../../../functions/api/routes/designations.ts";
import { edgeRoutes } from "../../../functions/api/routes/edges.ts";
import { frameworkRoutes } from "../../../functions/api/routes/frameworks.ts";
import { lessonRoutes } from "../../../functions/api/routes/lessons.ts";
import { linkRoutes } from "../../../functions/api/routes/links.ts";
import { meetingRoutes } from "../../../functions/api/routes/meetings.ts";
import { networkRoutes } from "../../../functions/api/routes/network.ts";
import { partnershipRoutes } from "../../../functions/api/routes/partnerships.ts";
import { shareRoutes } from "../../../functions/api/routes/shares.ts";
import { storyRoutes } from "../../../functions/api/routes/stories.ts";
import { strategyRoutes } from "../../../functions/api/routes/strategies.ts";
import { studyRoutes } from "../../../functions/api/routes/studies.ts";
import { systemsChangeRoutes } from "../../../functions/api/routes/systems-changes.ts";
import { testOfChangeRoutes } from "../../../functions/api/routes/tests-of-change.ts";
import { workspaceRoutes } from "../../../functions/api/routes/workspace.ts";
import type { OrganisationKind } from "../../../shared/identity/organisation.ts";
import type { Role } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { createIndicator } from "../../../shared/measurement/create-indicator.ts";
import { type NewIndicator, NewIndicatorSchema } from "../../../shared/measurement/indicator.ts";
import { partnershipPk } from "../../../shared/partnerships/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, type HistoryFault, toChange } from "../../../shared/platform/read-history.ts";
import { ok } from "../../../shared/platform/result.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { transact } from "../../../shared/platform/transaction.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

const ROUTES: readonly Route[] = [
  ...partnershipRoutes,
  ...strategyRoutes,
  ...linkRoutes,
  ...shareRoutes,
  ...designationRoutes,
  ...storyRoutes,
  ...lessonRoutes,
  ...adoptionRoutes,
  ...frameworkRoutes,
  ...assessmentRoutes,
  ...capacityRoutes,
  ...capacitySupportRoutes,
  ...networkRoutes,
  ...agendaRoutes,
  ...studyRoutes,
  ...workspaceRoutes,
  ...contributionStatementRoutes,
  ...edgeRoutes,
  ...systemsChangeRoutes,
  ...testOfChangeRoutes,
  ...conditionRoutes,
  ...meetingRoutes,
  ...askRoutes,
  ...actionCommitmentRoutes,
];

/** The fields that tests look into, of whichever body it is. */
export type Body = {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly direct: boolean;
  readonly hypothesis: string;
  readonly strategies: readonly Body[];
  readonly links: readonly Body[];
  readonly items: readonly Body[];
  readonly next?: string;
  readonly version: number;
  readonly action: string;
  readonly reason?: string;
  readonly parts: readonly { readonly before: Body }[];
  readonly previousHash: string;
  readonly hash: string;
  readonly code: string;
  readonly errors: readonly { readonly pointer: string }[];
};

/** What came back: the status, the version in the ETag, and the body. */
export type Answer = { status: number; version: string | null; location: string | null; body: Body };
export type Client = (
  method: string,
  path: string,
  sent?: { body?: unknown; ifMatch?: string | null; key?: string },
) => Promise<Answer>;

/** A client of these routes on a table, signed in for an organisation. `clock` moves what the server takes for now. */
export function signedIn(
  table: Table,
  organisationId: string,
  options: { kind?: OrganisationKind; roles?: readonly Role[]; clock?: () => string } = {},
): Client {
  const { kind = "partnership", roles = ["administrator"], clock = systemClock } = options;
  const id = newId("per");
  const principal: Principal = {
    kind: "person",
    id,
    organisationId,
    organisationKind: kind,
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
  const app = new Hono<{ Variables: { fetch: unknown } }>();
  app.use(async (c, next) => {
    c.set("fetch", (request: Request) => app.fetch(request));
    await next();
  });
  for (const route of ROUTES)
    app.on(route.method, `/v1${route.path.replace(/\{(\w+)\}/g, ":$1")}`, dispatch(route, deps));
  return async (method, path, sent = {}) => {
    const response = await app.request(`/v1${path}`, {
      method,
      headers: {
        ...(sent.body === undefined ? {} : { "content-type": "application/json" }),
        ...(sent.ifMatch == null ? {} : { "if-match": sent.ifMatch }),
        ...(sent.key === undefined ? {} : { "idempotency-key": sent.key }),
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      version: response.headers.get("etag"),
      location: response.headers.get("location"),
      body: JSON.parse(text || "null"),
    };
  };
}

/** Puts the head of an organisation, which is all that sharing asks for, and gives its id. */
export async function anOrganisation(table: Table): Promise<string> {
  const id = newId("org");
  await transact(table, [{ put: { pk: `ORG#${id}`, sk: "C#HEAD", type: "organisation" } }]);
  return id;
}

/** Makes an indicator of a partnership by the use case that makes them, and gives its id. */
export async function anIndicator(
  table: Table,
  of: { partnershipId: string; ownerId: string } & Pick<NewIndicator, "level" | "performanceKind">,
): Promise<string> {
  const made = await createIndicator(
    { table, newId },
    {
      partnershipId: of.partnershipId,
      indicator: NewIndicatorSchema().parse({
        name: `An indicator of level ${of.level}`,
        level: of.level,
        ...(of.performanceKind ? { performanceKind: of.performanceKind } : {}),
        polarity: "higher",
        unit: "percent",
        numeratorDefinition: "Children who are enrolled",
        denominatorDefinition: "Children of that age",
        frequency: "yearly",
        source: "Enrolment lists",
        placeCode: "2502345",
        placeName: "Harbour wards",
      }),
      author: { principalId: newId("per"), organisationId: of.ownerId },
      now: systemClock(),
    },
  );
  if (!made.ok) throw new Error(made.problem.detail);
  return made.value.id;
}

export const HARBOUR = {
  name: "Harbour Promise",
  purpose: "Every child of the harbour wards is supported from cradle to career.",
  placeCode: "2502345",
  placeName: "Harbour wards",
  agenda: ["Children enter kindergarten ready"],
};

export const NAVIGATORS = {
  name: "Family navigators",
  kind: "targeted",
  sectors: ["health"],
  populations: ["families with children under five"],
  startedOn: "2024-09-01",
};

/** What is wrong with a partnership's history: every stored item against the chain of its changes. */
export async function historyFaults(table: Table, partnershipId: string): Promise<HistoryFault[]> {
  return faultsIn(table, partnershipPk(partnershipId));
}

/** What is wrong with the history of the aggregate in a partition. */
export async function faultsIn(table: Table, partition: string): Promise<HistoryFault[]> {
  const items = await queryAll(table, { partition });
  const changes = items.filter((item) => item.sk.startsWith("H#")).map(toChange);
  if (changes.length === 0) throw new Error("There is no history to check.");
  return checkHistory(changes, items);
}
