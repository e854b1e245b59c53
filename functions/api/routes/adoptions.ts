import type * as z from "zod";
import {
  AdoptionPatchSchema,
  AdoptionViewSchema,
  NewAdoptionSchema,
} from "../../../shared/partnerships/lessons/adoption.ts";
import {
  listLessonAdoptions,
  listPartnershipAdoptions,
  readAdoption,
} from "../../../shared/partnerships/lessons/read-lessons.ts";
import { adoptLesson, changeAdoption } from "../../../shared/partnerships/lessons/write-adoption.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";
import { LessonParamsSchema } from "./lessons.ts";
import { PartnershipParamsSchema } from "./partnerships.ts";

const AdoptionParamsSchema = lazy(() => LessonParamsSchema().extend({ partnershipId: idSchema("prt") }));
const AdoptionListSchema = lazy(() => listedSchema(AdoptionViewSchema()).meta({ id: "AdoptionList" }));

const tag = "Lessons";
const one = { description: "The adoption", schema: AdoptionViewSchema };
type Adoption = z.infer<ReturnType<typeof AdoptionViewSchema>>;
const shown = (adoption: Adoption) => ({ status: 200, body: adoption, version: adoption.version }) as const;

export const adoptionRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/lessons/{lessonId}/adoptions",
    operationId: "adoptLesson",
    tag,
    summary: "Record that one of your partnerships takes up a lesson, with what it does in another way",
    description:
      "Once a partnership. `visibility` says who sees it: your organisation alone, or whoever may read the lesson; its spread counts the latter.",
    action: "partnership:write",
    params: LessonParamsSchema,
    body: NewAdoptionSchema,
    responses: { 201: one },
    handle: async ({ params, body: input, author, now, idempotency }, deps) =>
      replyWith(await adoptLesson(deps, { ...params, input, author, now, idempotency }), (adoption) => ({
        ...shown(adoption),
        status: 201,
        location: `/v1/lessons/${adoption.lessonId}/adoptions/${adoption.partnershipId}`,
      })),
  }),
  route({
    method: "get",
    path: "/lessons/{lessonId}/adoptions",
    operationId: "listLessonAdoptions",
    tag,
    summary: "Who adopted a lesson, in the order of their days",
    action: "partnership:read",
    params: LessonParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: AdoptionListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listLessonAdoptions(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: "/lessons/{lessonId}/adoptions/{partnershipId}",
    operationId: "readAdoption",
    tag,
    summary: "How one partnership adopted a lesson",
    action: "partnership:read",
    params: AdoptionParamsSchema,
    responses: { 200: one },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readAdoption(deps.table, { ...params, organisationId }), shown),
  }),
  route({
    method: "patch",
    path: "/lessons/{lessonId}/adoptions/{partnershipId}",
    operationId: "changeAdoption",
    tag,
    summary: "Change what is recorded of your adoption, its result most of all, for a reason",
    action: "partnership:write",
    params: AdoptionParamsSchema,
    body: AdoptionPatchSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async ({ params, body: patch, author, now, ifMatch }, deps) =>
      replyWith(await changeAdoption(deps, { ...params, patch, author, now, ifMatch }), shown),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/adoptions",
    operationId: "listPartnershipAdoptions",
    tag,
    summary: "The lessons that a partnership adopted",
    description:
      "All of them for its backbone; others see those shown to the lesson's readers, so that a page may be short and still have a next one.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: AdoptionListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listPartnershipAdoptions(deps, { ...params, organisationId, page })),
  }),
];
