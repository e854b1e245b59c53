import { createApp } from "../../../functions/api/app.ts";
import { commitmentRoutes } from "../../../functions/api/routes/commitments.ts";
import { reportTemplateRoutes } from "../../../functions/api/routes/report-templates.ts";
import { requirementRoutes } from "../../../functions/api/routes/requirements.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ReportTemplateView } from "../../../shared/investments/requirements/report-template.ts";
import type { RequirementView } from "../../../shared/investments/requirements/requirement-view.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrincipal } from "../../support/commitments.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

const ROUTES = [...commitmentRoutes, ...requirementRoutes, ...reportTemplateRoutes];

type Fields = RequirementView & ReportTemplateView;

/** The fields that tests look into, of whichever body it is. */
export type Body = Fields & {
  readonly items: readonly (Fields & { commitmentId: string; commitmentTitle: string; funder: object })[];
  readonly blockedFromOn?: string;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string }[];
  readonly requirements: readonly RequirementView[];
};
export type Answer = { status: number; version: string | null; replayed: string | null; body: Body };
export type Client = (
  method: string,
  path: string,
  sent?: { body?: unknown; version?: number | string | null; key?: string },
) => Promise<Answer>;

/** An organisation as the tests of requirements know it: who acts for it, and its way to the API. */
export type Member = { readonly principal: Principal; readonly call: Client };

/** Somebody of a new organisation, signed in on a table; `clock` is what the server takes for now. */
export function aMember(table: Table, given: Partial<Principal>, clock: () => string): Member {
  const principal = aPrincipal({ id: newId("per"), organisationId: newId("org"), ...given });
  const deps = {
    table,
    ...NO_PAGES,
    files: { presignUpload: () => Promise.reject(new Error("No file is uploaded here.")) },
    authenticate: async () => ok(principal),
    clock,
    newId,
    cursorSecret: "a secret of this test",
  };
  const app = createApp(deps, ROUTES);
  const call: Client = async (method, path, { body, version, key } = {}) => {
    const headers = new Headers({ authorization: "a token", "content-type": "application/json" });
    if (version !== undefined) headers.set("if-match", String(version));
    if (key !== undefined) headers.set("idempotency-key", key);
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await app.request(`/v1${path}`, init);
    return {
      status: response.status,
      version: response.headers.get("etag"),
      replayed: response.headers.get("idempotent-replayed"),
      body: (await response.json()) as Body,
    };
  };
  return { principal, call };
}

/** A report as a client asks for it: due on the last of June 2026, blocking after 14 days of grace. */
export function aReport(responsible: Member, overrides: Record<string, unknown> = {}) {
  const { organisationId } = responsible.principal;
  return {
    kind: "narrative",
    title: "Annual report",
    schedule: { frequency: "on-days", days: [{ dueOn: "2026-06-30" }] },
    graceDays: 14,
    isBlocking: true,
    responsible: { organisationId, name: "Cedar County Promise" },
    ...overrides,
  };
}
