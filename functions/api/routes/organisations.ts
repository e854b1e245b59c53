import * as z from "zod";
import {
  addFirstPerson,
  FirstPersonSchema,
  getFirstPerson,
  NewFirstPersonSchema,
} from "../../../shared/identity/add-first-person.ts";
import { changeOrganisation } from "../../../shared/identity/change-organisation.ts";
import { createOrganisation } from "../../../shared/identity/create-organisation.ts";
import {
  NewOrganisationSchema,
  OrganisationChangeSchema,
  OrganisationSchema,
} from "../../../shared/identity/organisation.ts";
import { getOrganisation, listOrganisations } from "../../../shared/identity/read-organisations.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

const tag = "Organisations";
const ParamsSchema = lazy(() => z.strictObject({ organisationId: idSchema("org") }));
const PageSchema = lazy(() => listedSchema(OrganisationSchema()).meta({ id: "OrganisationPage" }));
const one = (description: string) => ({ description, schema: OrganisationSchema });
const addressOf = (organisationId: string) => `/v1/organisations/${organisationId}`;

export const organisationRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/organisations",
    operationId: "createOrganisation",
    tag,
    summary: "Make an organisation that signs in here",
    description: "For operators of a network. Then give it its first person; only that person adds others.",
    action: "organisation:create",
    body: NewOrganisationSchema,
    responses: { 201: one("The organisation, without its contacts: those are its own.") },
    handle: async ({ body, author, now, idempotency }, deps) => {
      const claim = idempotency && ((id: string) => idempotency(201, addressOf(id)));
      const made = await createOrganisation(deps, {
        organisation: body,
        by: author,
        now,
        ...(claim ? { idempotency: claim } : {}),
      });
      return replyWith(made, (organisation) => ({
        status: 201,
        body: organisation,
        version: organisation.version,
        location: addressOf(organisation.id),
      }));
    },
  }),
  route({
    method: "get",
    path: "/organisations",
    operationId: "listOrganisations",
    tag,
    summary: "List your address book by name",
    description: "The organisations that yours keeps, or that your network made. Without contacts.",
    action: "organisation:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page of organisations.", schema: PageSchema } },
    handle: async ({ principal, query }, deps) =>
      replyWith(await listOrganisations(deps, { principal, page: query }), (page) => ({
        status: 200,
        body: page,
        ...(page.next === undefined ? {} : { next: page.next }),
      })),
  }),
  route({
    method: "get",
    path: "/organisations/{organisationId}",
    operationId: "getOrganisation",
    tag,
    summary: "Read your organisation or one that it keeps",
    action: "organisation:read",
    params: ParamsSchema,
    responses: { 200: one("The organisation, with contacts where yours keeps the record.") },
    handle: async ({ principal, params }, deps) =>
      replyWith(await getOrganisation(deps, { principal, ...params }), (organisation) => ({
        status: 200,
        body: organisation,
        version: organisation.version,
      })),
  }),
  route({
    method: "patch",
    path: "/organisations/{organisationId}",
    operationId: "changeOrganisation",
    tag,
    summary: "Change your organisation or one that it keeps",
    description: "What is left out stays; `country: null` takes it away; `contacts: []` erases them.",
    action: "organisation:write",
    params: ParamsSchema,
    body: OrganisationChangeSchema,
    requiresVersion: true,
    responses: { 200: one("The organisation as it is now.") },
    handle: async ({ principal, params, body, now, ifMatch = 0 }, deps) =>
      replyWith(
        await changeOrganisation(deps, { principal, ...params, ifMatch, change: body, now }),
        (organisation) => ({ status: 200, body: organisation, version: organisation.version }),
      ),
  }),
  route({
    method: "post",
    path: "/organisations/{organisationId}/first-person",
    operationId: "addFirstPerson",
    tag,
    summary: "Give an organisation that you made its first person",
    description: "They become its administrator when they sign in with this e-mail address. Works once.",
    action: "organisation:create",
    params: ParamsSchema,
    body: NewFirstPersonSchema,
    responses: { 201: { description: "Who it is, by id.", schema: FirstPersonSchema } },
    handle: async ({ principal, params, body, now, idempotency }, deps) => {
      const location = `${addressOf(params.organisationId)}/first-person`;
      const claim = idempotency?.(201, location);
      const added = await addFirstPerson(deps, {
        principal,
        ...params,
        person: body,
        now,
        ...(claim ? { idempotency: claim } : {}),
      });
      return replyWith(added, (first) => ({ status: 201, body: first, location }));
    },
  }),
  route({
    method: "get",
    path: "/organisations/{organisationId}/first-person",
    operationId: "getFirstPerson",
    tag,
    summary: "Who was the first person of an organisation that you made",
    action: "organisation:create",
    params: ParamsSchema,
    responses: { 200: { description: "Who it is, by id.", schema: FirstPersonSchema } },
    handle: async ({ principal, params }, deps) =>
      replyWith(await getFirstPerson(deps, { principal, ...params }), (first) => ({
        status: 200,
        body: first,
      })),
  }),
];
