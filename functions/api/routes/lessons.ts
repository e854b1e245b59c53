import * as z from "zod";
import {
  LessonRetirementSchema,
  LessonSummarySchema,
  LessonVisibilitySchema,
  NewLessonSchema,
  NewLessonVersionSchema,
} from "../../../shared/partnerships/lessons/lesson.ts";
import { LessonViewSchema } from "../../../shared/partnerships/lessons/lesson-view.ts";
import {
  listLessonHistory,
  readLesson,
  searchLessons,
} from "../../../shared/partnerships/lessons/read-lessons.ts";
import {
  addLessonVersion,
  changeLessonVisibility,
  codifyLesson,
  retireLesson,
} from "../../../shared/partnerships/lessons/write-lesson.ts";
import { REACHES } from "../../../shared/partnerships/reach.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { listReply, replyWith, shownAt } from "../reply.ts";
import { type Route, route } from "../route.ts";

export const LessonParamsSchema = lazy(() => z.strictObject({ lessonId: idSchema("lsn") }));
const LessonListSchema = lazy(() => listedSchema(LessonSummarySchema()).meta({ id: "LessonList" }));
const label = () => z.string().trim().min(1).max(100).optional();
const SearchSchema = lazy(() =>
  PageQuerySchema().extend({
    within: z.enum(REACHES).default("network"),
    theme: label(),
    population: label(),
    capacity: label(),
    place: label(),
  }),
);
const VersionQuerySchema = lazy(() =>
  z.strictObject({ version: z.coerce.number().int().min(1).max(9999).optional() }),
);

const tag = "Lessons";
const summary = { description: "The lesson", schema: LessonSummarySchema };
const shown = shownAt((id) => `/v1/lessons/${id}`);

export const lessonRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/lessons",
    operationId: "codifyLesson",
    tag,
    summary: "Codify what was learned, for others to adopt",
    description:
      "What it says becomes version 1, which never changes. It is found by theme, population, capacity and place, within what its visibility says.",
    action: "partnership:write",
    body: NewLessonSchema,
    responses: { 201: summary },
    handle: async ({ body: input, author, now, idempotency }, deps) =>
      replyWith(await codifyLesson(deps, { input, author, now, idempotency }), shown(201)),
  }),
  route({
    method: "get",
    path: "/lessons",
    operationId: "searchLessons",
    tag,
    summary: "Lessons of your own, of your network or of everybody, the latest first",
    description:
      "`within=network`, unless you say otherwise: what organisations share that the same network lists, public lessons of theirs included. Words are compared whole, without regard to case. Narrowed by several, a page may be short and still have a next one.",
    action: "partnership:read",
    query: SearchSchema,
    responses: { 200: { description: "A page", schema: LessonListSchema } },
    handle: async ({ query, principal: { organisationId } }, deps) => {
      const { limit, cursor, ...search } = query;
      return listReply(await searchLessons(deps, { ...search, organisationId, page: { limit, cursor } }));
    },
  }),
  route({
    method: "get",
    path: "/lessons/{lessonId}",
    operationId: "readLesson",
    tag,
    summary: "A lesson with its origin, partners, adoptions and spread, as one page",
    description: "In its latest version, unless another one is named: an old version reads as it did.",
    action: "partnership:read",
    params: LessonParamsSchema,
    query: VersionQuerySchema,
    responses: { 200: { description: "The lesson", schema: LessonViewSchema } },
    handle: async ({ params, query, principal: { organisationId } }, deps) =>
      replyWith(await readLesson(deps.table, { ...params, ...query, organisationId }), (lesson) => ({
        status: 200,
        body: lesson,
        version: lesson.version,
      })),
  }),
  route({
    method: "post",
    path: "/lessons/{lessonId}/versions",
    operationId: "addLessonVersion",
    tag,
    summary: "Record the next version of your lesson, for a reason",
    description: "Whole, not as a difference. Earlier versions stay, and so does every adoption of one.",
    action: "partnership:write",
    params: LessonParamsSchema,
    body: NewLessonVersionSchema,
    requiresVersion: true,
    responses: { 201: summary },
    handle: async ({ params, body: input, author, now, idempotency, ifMatch }, deps) =>
      replyWith(
        await addLessonVersion(deps, { ...params, input, author, now, idempotency, ifMatch }),
        shown(201),
      ),
  }),
  route({
    method: "put",
    path: "/lessons/{lessonId}/visibility",
    operationId: "changeLessonVisibility",
    tag,
    summary: "Say for whom your lesson is from now on",
    action: "partnership:write",
    params: LessonParamsSchema,
    body: LessonVisibilitySchema,
    requiresVersion: true,
    responses: { 200: summary },
    handle: async ({ params, body, author, now, ifMatch }, deps) =>
      replyWith(await changeLessonVisibility(deps, { ...params, ...body, author, now, ifMatch }), shown(200)),
  }),
  route({
    method: "post",
    path: "/lessons/{lessonId}/retirement",
    operationId: "retireLesson",
    tag,
    summary: "Take your lesson out of the library, for a reason",
    description: "It is found and adopted no more. Who has its address reads it, and adoptions stay.",
    action: "partnership:write",
    params: LessonParamsSchema,
    body: LessonRetirementSchema,
    responses: { 200: summary },
    handle: async ({ params, body: { reason }, author, now, idempotency }, deps) =>
      replyWith(await retireLesson(deps, { ...params, reason, author, now, idempotency }), shown(200)),
  }),
  route({
    method: "get",
    path: "/lessons/{lessonId}/history",
    operationId: "listLessonHistory",
    tag,
    summary: "Every change of your lesson",
    action: "history:read",
    params: LessonParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listLessonHistory(deps, { ...params, organisationId, page })),
  }),
];
