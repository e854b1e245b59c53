import { can } from "../../shared/identity/permissions.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import { ACTION_COMMITMENTS } from "../../shared/partnerships/agenda/action-commitment.ts";
import { listRecords } from "../../shared/partnerships/read-records.ts";
import { showWorkspace } from "../../shared/partnerships/workspace/read-workspace.ts";
import { ok, type Result } from "../../shared/platform/result.ts";
import type { WebDeps } from "./deps.ts";
import { readDueAround } from "./read-due.ts";

/** So many of the promises that were kept, and of those that were missed. */
const LATEST = 5;

type Shown = Extract<Awaited<ReturnType<typeof showWorkspace>>, { ok: true }>["value"]["workspace"];
export type Promised = Shown["actionCommitments"][number];

/** What a partnership's page says of its work: the workspace, promises that were kept or missed, and reports that are awaited of it. */
export type WorkspaceRead = {
  readonly workspace: Shown;
  readonly settled: readonly Promised[];
  /** Of who keeps the partnership alone. */
  readonly reports: readonly ReportDue[];
};
export type ReportDue = { readonly title: string; readonly funder: string; readonly dueOn: string };

/** One round beside the three of the workspace, and the four of what is due for who keeps it. */
export async function readWorkspace(
  deps: WebDeps,
  asked: { readonly partnershipId: string; readonly principal: Principal; readonly now: string },
): Promise<Result<WorkspaceRead>> {
  const { partnershipId, principal, now } = asked;
  const { organisationId } = principal;
  // What indicators are called stands further down on the page.
  const naming = { table: deps.table, indicatorNames: async () => [] };
  const of = (state: string) =>
    listRecords(deps, ACTION_COMMITMENTS, { partnershipId, organisationId, state, page: { limit: LATEST } });
  const [shown, kept, missed, due] = await Promise.all([
    showWorkspace(naming, { partnershipId, organisationId, now }),
    of("kept"),
    of("missed"),
    can(principal, "commitment:read") ? readDueAround(deps, asked) : undefined,
  ]);
  if (!shown.ok) return shown;
  const settled = [kept, missed].flatMap((listed) => (listed.ok ? listed.value.items : []));
  const reports = due?.ok ? due.value.items.filter(({ isOwed }) => isOwed) : [];
  return ok({
    workspace: shown.value.workspace,
    settled: [...settled].sort((one, other) => (dayOf(one) < dayOf(other) ? 1 : -1)),
    reports: reports.map(({ title, funder, dueOn }) => ({ title, funder: funder.name, dueOn })),
  });
}

function dayOf({ settled, dueOn }: Promised): string {
  return settled?.on ?? dueOn;
}
