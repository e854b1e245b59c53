import { can } from "../../../shared/identity/permissions.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { accessTo } from "../../../shared/partnerships/access.store.ts";
import { listRecords, showRecord } from "../../../shared/partnerships/read-records.ts";
import { cyclesOf, TESTS_OF_CHANGE } from "../../../shared/partnerships/tests-of-change/test-of-change.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import { figuresOf } from "../read-test.ts";
import type { Visit } from "../signed-in.ts";
import { renderTest } from "../views/test-of-change.tsx";
import { renderTests } from "../views/tests-of-change.tsx";

const TESTS_A_PAGE = 25;

/** The tests of change of a partnership that one may read, the latest first. Two rounds. */
export async function testsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const page = { limit: TESTS_A_PAGE, cursor: c.req.query("cursor") };
  const [tests, access] = await Promise.all([
    listRecords(deps, TESTS_OF_CHANGE, { partnershipId, organisationId, page }),
    accessTo(deps.table, partnershipId, organisationId),
  ]);
  if (!tests.ok) return tests;
  const isKeeper = access.ok && access.value === "backbone";
  const mayWrite = isKeeper && can(principal, "partnership:write");
  return ok(renderTests({ partnershipId, tests: tests.value, mayWrite }, frame));
}

/** A test of change with its cycles, and the figures of its indicators. Four rounds. */
export async function testPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const recordId = c.req.param("recordId") ?? "";
  const read = await showRecord(deps, TESTS_OF_CHANGE, { partnershipId, recordId, organisationId });
  if (!read.ok) return read;
  const { view: test, ownerId } = read.value;
  const figures = await figuresOf(deps, { partnershipId, visit, indicatorIds: test.indicatorIds ?? [] });
  if (!figures.ok) return figures;
  const isKeeper = ownerId === organisationId && test.withdrawn === undefined;
  return ok(
    renderTest(
      {
        test,
        cycles: cyclesOf(read.value),
        indicators: figures.value.indicators,
        mayWrite: isKeeper && can(principal, "partnership:write"),
      },
      frame,
    ),
  );
}
