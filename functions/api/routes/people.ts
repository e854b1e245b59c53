import * as z from "zod";
import { changePerson } from "../../../shared/identity/change-person.ts";
import { deactivatePerson } from "../../../shared/identity/deactivate-person.ts";
import { invitePerson } from "../../../shared/identity/invite-person.ts";
import {
  DeactivationSchema,
  NewPersonSchema,
  type Person,
  PersonChangeSchema,
  PersonSchema,
} from "../../../shared/identity/person.ts";
import { getPerson, listPeople } from "../../../shared/identity/read-people.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const tag = "People";
const ParamsSchema = lazy(() => z.strictObject({ personId: idSchema("per") }));
const PageSchema = lazy(() => listedSchema(PersonSchema()).meta({ id: "PersonPage" }));
const one = (description: string) => ({ description, schema: PersonSchema });
const addressOf = (personId: string) => `/v1/people/${personId}`;
const shown = (person: Person): Reply => ({ status: 200, body: person, version: person.version });

export const personRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/people",
    operationId: "addPerson",
    tag,
    summary: "Add somebody to your organisation",
    description:
      "They sign in with this e-mail address. Somebody known from another organisation keeps the name recorded there.",
    action: "person:write",
    body: NewPersonSchema,
    responses: { 201: one("The person.") },
    handle: async ({ principal, body, now, idempotency }, deps) => {
      const claim = idempotency && ((id: string) => idempotency(201, addressOf(id)));
      const added = await invitePerson(deps, {
        principal,
        person: body,
        now,
        ...(claim ? { idempotency: claim } : {}),
      });
      return replyWith(added, (person) => ({
        ...shown(person),
        status: 201,
        location: addressOf(person.id),
      }));
    },
  }),
  route({
    method: "get",
    path: "/people",
    operationId: "listPeople",
    tag,
    summary: "List the people of your organisation",
    description: "Also those who have left.",
    action: "person:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page of people.", schema: PageSchema } },
    handle: async ({ principal, query }, deps) =>
      replyWith(await listPeople(deps, { principal, page: query }), (page) => ({
        status: 200,
        body: page,
        ...(page.next === undefined ? {} : { next: page.next }),
      })),
  }),
  route({
    method: "get",
    path: "/people/{personId}",
    operationId: "getPerson",
    tag,
    summary: "Read somebody of your organisation",
    action: "person:read",
    params: ParamsSchema,
    responses: { 200: one("The person.") },
    handle: async ({ principal, params }, deps) =>
      replyWith(await getPerson(deps, { principal, ...params }), shown),
  }),
  route({
    method: "patch",
    path: "/people/{personId}",
    operationId: "changePerson",
    tag,
    summary: "Change somebody's roles, or correct their name",
    action: "person:write",
    params: ParamsSchema,
    body: PersonChangeSchema,
    requiresVersion: true,
    responses: { 200: one("The person as they are now.") },
    handle: async ({ principal, params, body, now, ifMatch = 0 }, deps) =>
      replyWith(await changePerson(deps, { principal, ...params, ifMatch, change: body, now }), shown),
  }),
  route({
    method: "post",
    path: "/people/{personId}/deactivate",
    operationId: "deactivatePerson",
    tag,
    summary: "End somebody's access to your organisation",
    description: "From their next request on. With `erase`, name and e-mail address are deleted as well.",
    action: "person:write",
    params: ParamsSchema,
    body: DeactivationSchema,
    responses: { 200: one("The person as they are now.") },
    handle: async ({ principal, params, body, now, idempotency }, deps) => {
      const claim = idempotency?.(200, addressOf(params.personId));
      const ended = await deactivatePerson(deps, {
        principal,
        ...params,
        ...body,
        now,
        ...(claim ? { idempotency: claim } : {}),
      });
      return replyWith(ended, shown);
    },
  }),
];
