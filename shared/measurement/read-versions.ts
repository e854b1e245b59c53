import * as z from "zod";
import { HEAD } from "../platform/aggregate.ts";
import { changesUntil, settledInstant } from "../platform/as-of.ts";
import { defined } from "../platform/defined.ts";
import type { Change } from "../platform/history.ts";
import { lazy } from "../platform/lazy.ts";
import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import { foldChanges, historyPage } from "../platform/read-history.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Position, Table } from "../platform/table.ts";
import { indicatorPk, readIndicatorState, toView } from "./indicator.store.ts";
import { type IndicatorView, IndicatorViewSchema } from "./indicator.ts";
import { forOthers, type ReadDeps, type VisibleIndicator, visibleIndicator } from "./read-indicator.ts";

/** An indicator as it stood in one of its versions, and what that version changed. */
export const IndicatorVersionSchema = lazy(() =>
  IndicatorViewSchema()
    .extend({
      action: z.string(),
      changed: z.array(z.string()).meta({
        description: "The fields that are not as in the version before; all of them in the first.",
      }),
      reason: z.string().optional().meta({ description: "For its owner." }),
      by: z
        .object({ principalId: z.string(), organisationId: z.string() })
        .optional()
        .meta({ description: "For its owner." }),
    })
    .meta({ id: "IndicatorVersion" }),
);
export type IndicatorVersion = z.infer<ReturnType<typeof IndicatorVersionSchema>>;

type Asked = { readonly indicatorId: string; readonly organisationId: string };

/**
 * A page of an indicator's versions, oldest first, for whoever may see it: others than its owner without baselines, authors and
 * reasons. A version is the sum of the changes up to it, so a page reads all changes up to its end: one Query a hundred of them.
 */
export async function listVersions(
  deps: ReadDeps,
  input: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<IndicatorVersion>>> {
  const { indicatorId, organisationId, page } = input;
  const found = await visibleIndicator(deps.table, input);
  if (!found.ok) return found;
  const query = { list: "indicator-versions", indicatorId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async ({ limit, from }) => {
    const before = typeof from?.version === "number" ? from.version : 0;
    const through = before + limit;
    const changes = await changesThrough(deps.table, indicatorId, through);
    const items = changes.slice(before).map((_, index) => versionAt(changes, before + index, found.value));
    const isLast = through >= found.value.loaded.head.version;
    return { items, ...(isLast ? {} : { next: { version: through } }) };
  });
}

/** One version by its number, as figures that were recorded under it name it. */
export async function readVersion(
  deps: { readonly table: Table },
  input: Asked & { readonly version: number },
): Promise<Result<IndicatorVersion>> {
  const found = await visibleIndicator(deps.table, input);
  if (!found.ok) return found;
  const changes = await changesThrough(deps.table, input.indicatorId, input.version);
  if (changes.length < input.version) return fail(NO_SUCH_VERSION);
  return ok(versionAt(changes, input.version - 1, found.value));
}

/** An indicator as it stood at an instant; `not_found` where it was not made yet. */
export async function readIndicatorAsOf(
  deps: { readonly table: Table },
  input: Asked & { readonly asOf: string; readonly now: string },
): Promise<Result<IndicatorView>> {
  const instant = settledInstant(input.asOf, input.now);
  if (!instant.ok) return instant;
  const found = await visibleIndicator(deps.table, input);
  if (!found.ok) return found;
  return viewAsOf(deps.table, found.value, instant.value);
}

/** The same of an indicator that was found already: one Query per hundred changes up to the instant. */
export async function viewAsOf(
  table: Table,
  visible: VisibleIndicator,
  instant: string,
): Promise<Result<IndicatorView>> {
  const changes = await changesUntil(table, indicatorPk(visible.loaded.indicator.id), instant);
  if (changes.length === 0) return fail(NO_SUCH_VERSION);
  const { action, changed, reason, by, ...view } = versionAt(changes, changes.length - 1, visible);
  return ok(view);
}

const NO_SUCH_VERSION = { code: "not_found", detail: "There is no such version of this indicator." } as const;

/** The changes up to a version, oldest first; versions are numbered without gaps. */
async function changesThrough(table: Table, indicatorId: string, version: number): Promise<Change[]> {
  const changes: Change[] = [];
  let from: Position | undefined;
  do {
    const page = await historyPage(table, {
      pk: indicatorPk(indicatorId),
      limit: Math.min(100, version - changes.length),
      ...(from ? { from } : {}),
    });
    changes.push(...page.changes);
    from = page.next;
  } while (from && changes.length < version);
  return changes;
}

/** The version that a change made: the sum of all up to it. */
function versionAt(
  changes: readonly Change[],
  index: number,
  { loaded, access }: VisibleIndicator,
): IndicatorVersion {
  const change = changes[index];
  const state = foldChanges(changes.slice(0, index + 1)).get(HEAD);
  if (!change || !state)
    throw new Error(`The history of ${loaded.indicator.id} does not hold its version ${index + 1}.`);
  const { version, recordedAt, action, reason, by } = change;
  const head = { version, recordedAt, historyHash: change.hash };
  const view = toView({ indicator: readIndicatorState(state), ownerId: loaded.ownerId, head });
  const changed = change.parts
    .flatMap(({ sk, after }) => (sk === HEAD ? Object.keys(after ?? {}) : []))
    .sort();
  if (access !== "owner") return forOthers({ ...view, action, changed });
  return { ...view, action, changed, by, ...defined({ reason }) };
}
