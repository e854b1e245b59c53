import { can } from "../../../shared/identity/permissions.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { accessTo } from "../../../shared/partnerships/access.store.ts";
import {
  listPartnershipAdoptions,
  readLesson,
  searchLessons,
  visibleLesson,
} from "../../../shared/partnerships/lessons/read-lessons.ts";
import { REACHES, readerOf } from "../../../shared/partnerships/reach.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { ownPartnerships } from "../acts/lessons.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderAdoptions } from "../views/adoptions.tsx";
import { renderLesson } from "../views/lesson.tsx";
import { renderLessons } from "../views/lessons.tsx";

const A_PAGE = 25;

/** A page of the lessons one may read, found by what the address asks for, the latest first. Three rounds. */
export async function lessonsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const { organisationId } = principal;
  const asked = (name: string) => c.req.query(name)?.trim().slice(0, 100) || undefined;
  const search = {
    within: REACHES.find((each) => each === c.req.query("within")) ?? ("network" as const),
    theme: asked("theme"),
    population: asked("population"),
    capacity: asked("capacity"),
    place: asked("place"),
  };
  const page = { limit: A_PAGE, cursor: c.req.query("cursor") };
  const lessons = await searchLessons(deps, { ...search, organisationId, page });
  if (!lessons.ok) return lessons;
  const mayWrite = can(principal, "partnership:write");
  return ok(renderLessons({ lessons: lessons.value, search, mayWrite }, frame));
}

/** A lesson in its latest version, or in the one that the address names. Three rounds. */
export async function lessonPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const { organisationId } = principal;
  const lessonId = c.req.param("lessonId") ?? "";
  const named = c.req.query("version");
  // What is no number is no version, and is not found.
  const version = named === undefined ? undefined : /^[1-9]\d{0,3}$/.test(named) ? Number(named) : 0;
  const [read, own] = await Promise.all([
    readLesson(deps.table, { lessonId, organisationId, version }),
    ownPartnerships(visit, deps),
  ]);
  if (!read.ok) return read;
  if (!own.ok) return own;
  const lesson = read.value;
  const isOwn = lesson.origin.organisationId === organisationId;
  const mayAdopt = own.value.some(({ value }) => value !== lesson.origin.partnershipId);
  return ok(renderLesson({ lesson, isOwn, mayAdopt, mayWrite: can(principal, "partnership:write") }, frame));
}

/** The lessons that a partnership adopted, and how each went. Four rounds: the lessons' names are read at once. */
export async function adoptionsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const { organisationId } = principal;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const page = { limit: A_PAGE, cursor: c.req.query("cursor") };
  const [adoptions, access, reader] = await Promise.all([
    listPartnershipAdoptions(deps, { partnershipId, organisationId, page }),
    accessTo(deps.table, partnershipId, organisationId),
    readerOf(deps.table, organisationId),
  ]);
  if (!adoptions.ok) return adoptions;
  const lessons = await Promise.all(
    adoptions.value.items.map(({ lessonId }) => visibleLesson(deps.table, { lessonId, reader })),
  );
  const titles = new Map(
    lessons.flatMap((each) => (each.ok ? [[each.value.lesson.id, each.value.lesson.title] as const] : [])),
  );
  const isKeeper = access.ok && access.value === "backbone";
  const mayWrite = isKeeper && can(principal, "partnership:write");
  return ok(renderAdoptions({ partnershipId, adoptions: adoptions.value, titles, mayWrite }, frame));
}
