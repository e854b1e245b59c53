import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accessTo } from "../access.store.ts";
import { type Reach, type Reader, reaches, readerOf } from "../reach.ts";
import {
  adoptionEntries,
  findAdoption,
  partnershipAdoptions,
  readAdoptions,
  toView,
} from "./adoption.store.ts";
import type { AdoptionView } from "./adoption.ts";
import { facetOfSearch, isFound, type LessonSearch } from "./facet.ts";
import {
  findLesson,
  findLessonVersion,
  type LessonList,
  type LoadedLesson,
  lessonPk,
  lessonsPage,
} from "./lesson.store.ts";
import { type LessonSummary, spreadOf } from "./lesson.ts";
import { type LessonView, lessonSummary } from "./lesson-view.ts";

type ReadDeps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly lessonId: string; readonly organisationId: string };

/** How many adoptions the page of a lesson shows at once. */
const SHOWN = 50;

/** A lesson that is there for a reader; otherwise `not_found`, whether it exists or not. One GetItem. */
export async function visibleLesson(
  table: Table,
  { lessonId, reader }: { readonly lessonId: string; readonly reader: Reader },
): Promise<Result<LoadedLesson>> {
  const loaded = await findLesson(table, lessonId);
  if (loaded && reaches({ ...loaded.lesson, ownerId: loaded.ownerId }, reader)) return ok(loaded);
  return fail({ code: "not_found", detail: "There is no such lesson." });
}

/**
 * A page of the lessons of one's own, of one's network, or of everybody, the latest first. By theme, population, capacity and place: the
 * first that is named has a list of its own, the others narrow what was read, so a page may be short and have a next one. Three rounds.
 */
export async function searchLessons(
  deps: ReadDeps,
  asked: LessonSearch & { within: Reach; organisationId: string; page: PageQuery },
): Promise<Result<Listed<LessonSummary>>> {
  const {
    within,
    organisationId,
    page,
    theme = null,
    population = null,
    capacity = null,
    place = null,
  } = asked;
  const reader = await readerOf(deps.table, organisationId);
  const list = listFor(within, reader, asked);
  const query = { list: "lessons", within, organisationId, theme, population, capacity, place };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await lessonsPage(deps.table, list, paging);
    const found = items.filter(
      ({ lesson, ownerId }) =>
        (within === "own" || !lesson.retired) &&
        reaches({ ...lesson, ownerId }, reader) &&
        isFound(lesson, asked),
    );
    return { items: found.map(lessonSummary), ...(next ? { next } : {}) };
  });
}

function listFor(within: Reach, { organisationId, networkId }: Reader, search: LessonSearch): LessonList {
  if (within === "own") return { within, organisationId };
  const facet = facetOfSearch(search);
  return within === "public" ? { within, facet } : { within, networkId, facet };
}

/**
 * A lesson as one connected page, in its latest version or another. Three rounds: who asks, then the head beside the list of its
 * adoptions, then the version and the adoptions themselves.
 */
export async function readLesson(
  table: Table,
  asked: Asked & { readonly version?: number | undefined },
): Promise<Result<LessonView>> {
  const { lessonId, organisationId } = asked;
  const reader = await readerOf(table, organisationId);
  const [visible, listed] = await Promise.all([
    visibleLesson(table, { lessonId, reader }),
    adoptionEntries(table, lessonId),
  ]);
  if (!visible.ok) return visible;
  const contentVersion = asked.version ?? visible.value.lesson.latest;
  const keys = listed.entries.slice(0, SHOWN).map(({ key }) => key);
  const [version, adoptions] = await Promise.all([
    findLessonVersion(table, lessonId, contentVersion),
    readAdoptions(table, keys),
  ]);
  if (!version) return fail({ code: "not_found", detail: "The lesson has no such version." });
  const days = listed.entries.map(({ adoptedOn }) => adoptedOn);
  return ok({
    ...lessonSummary(visible.value),
    content: version.content,
    contentVersion,
    contentRecordedAt: version.recordedAt,
    adoptions,
    spread: spreadOf(days, listed.next === undefined),
  });
}

/** A page of a lesson's adoptions, in the order of their days. Three rounds. */
export async function listLessonAdoptions(
  deps: ReadDeps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<AdoptionView>>> {
  const { lessonId, organisationId, page } = asked;
  const reader = await readerOf(deps.table, organisationId);
  const visible = await visibleLesson(deps.table, { lessonId, reader });
  if (!visible.ok) return visible;
  const query = { list: "lesson-adoptions", lessonId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { entries, next } = await adoptionEntries(deps.table, lessonId, paging);
    const items = await readAdoptions(
      deps.table,
      entries.map(({ key }) => key),
    );
    return { items, ...(next ? { next } : {}) };
  });
}

/** One adoption: for who adopted, and where it is shown for whoever may read the lesson. Else `not_found`. */
export async function readAdoption(
  table: Table,
  asked: Asked & { readonly partnershipId: string },
): Promise<Result<AdoptionView>> {
  const { lessonId, partnershipId, organisationId } = asked;
  const refused = fail({ code: "not_found", detail: "There is no such adoption." });
  const loaded = await findAdoption(table, lessonId, partnershipId);
  if (!loaded) return refused;
  if (loaded.ownerId === organisationId) return ok(toView(loaded));
  if (loaded.adoption.visibility !== "readers") return refused;
  const reader = await readerOf(table, organisationId);
  const visible = await visibleLesson(table, { lessonId, reader });
  return visible.ok ? ok(toView(loaded)) : refused;
}

/** A page of what a partnership has adopted, for its backbone; for those it is shared with, what is shown. Two rounds. */
export async function listPartnershipAdoptions(
  deps: ReadDeps,
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<AdoptionView>>> {
  const { partnershipId, organisationId, page } = asked;
  const access = await accessTo(deps.table, partnershipId, organisationId);
  if (!access.ok) return access;
  const query = { list: "partnership-adoptions", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await partnershipAdoptions(deps.table, { partnershipId, ...paging });
    const seen = items.filter(({ visibility }) => access.value === "backbone" || visibility === "readers");
    return { items: seen, ...(next ? { next } : {}) };
  });
}

/** A page of a lesson's changes, oldest first, for its owner. */
export async function listLessonHistory(
  deps: ReadDeps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { lessonId, organisationId, page } = asked;
  const loaded = await findLesson(deps.table, lessonId);
  if (loaded?.ownerId !== organisationId)
    return fail({ code: "not_found", detail: "There is no such lesson." });
  const query = { list: "lesson-history", lessonId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: lessonPk(lessonId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}
