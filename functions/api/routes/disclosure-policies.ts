import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import {
  NewPolicySchema,
  PolicyIdSchema,
  PolicyVersionSchema,
  type PolicyView,
  PolicyViewSchema,
} from "../../../shared/publication/policies/policy.ts";
import {
  listPolicies,
  readPolicy,
  readPolicyHistory,
} from "../../../shared/publication/policies/read-policies.ts";
import { addPolicyVersion, createPolicy } from "../../../shared/publication/policies/write-policy.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const AnySchema = lazy(() => z.strictObject({ policyId: PolicyIdSchema() }));
const OwnSchema = lazy(() => z.strictObject({ policyId: idSchema("pol") }));
const VersionQuerySchema = lazy(() =>
  z.strictObject({ version: z.coerce.number().int().min(1).max(9999).optional() }),
);
const ListSchema = lazy(() =>
  listedSchema(PolicyViewSchema())
    .extend({ builtIn: z.array(PolicyViewSchema()) })
    .meta({ id: "DisclosurePolicyList" }),
);

const tag = "Disclosure policies";
const addressOf = (id: string) => `/v1/disclosure-policies/${id}`;
const one = { description: "The version", schema: PolicyViewSchema };

/** Only an organisation's own policy has a version that a further one is based on. */
function shown(status: 200 | 201): (policy: PolicyView) => Reply {
  return (body) => ({
    status,
    body,
    ...(body.ownerId === undefined ? {} : { version: body.latestVersion }),
    ...(status === 201 ? { location: addressOf(body.id) } : {}),
  });
}

export const disclosurePolicyRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/disclosure-policies",
    operationId: "listDisclosurePolicies",
    tag,
    summary: "By which rules releases are protected: of the product, and of your organisation",
    action: "release:read",
    query: PageQuerySchema,
    responses: {
      200: { description: "That of the product, and a page of your own, oldest first", schema: ListSchema },
    },
    handle: async ({ principal: { organisationId }, query: page }, deps) =>
      listReply(await listPolicies(deps, { organisationId, page })),
  }),
  route({
    method: "post",
    path: "/disclosure-policies",
    operationId: "createDisclosurePolicy",
    tag,
    summary: "Record a disclosure policy of your organisation",
    description:
      "Counts from 1 to one below `minimumCell` are hidden; every hidden count keeps `minimumWidth` possible values at least, whatever a reader computes. Below `reliabilityMinimum` children a rate is shown and labelled.",
    action: "release:write",
    body: NewPolicySchema,
    responses: { 201: one },
    handle: async ({ body, author, now, idempotency }, deps) => {
      const id = deps.newId("pol");
      const call = { id, input: body, author, now, idempotency: idempotency?.(201, addressOf(id)) };
      return replyWith(await createPolicy(deps.table, call), shown(201));
    },
  }),
  route({
    method: "get",
    path: "/disclosure-policies/{policyId}",
    operationId: "readDisclosurePolicy",
    tag,
    summary: "A disclosure policy, its latest version unless another one is named",
    action: "release:read",
    params: AnySchema,
    query: VersionQuerySchema,
    responses: { 200: one },
    handle: async ({ params, query, principal: { organisationId } }, deps) =>
      replyWith(await readPolicy(deps.table, { id: params.policyId, organisationId, ...query }), shown(200)),
  }),
  route({
    method: "post",
    path: "/disclosure-policies/{policyId}/versions",
    operationId: "addDisclosurePolicyVersion",
    tag,
    summary: "Record the next version of your disclosure policy, for a reason",
    description: "Earlier versions stay, and with them every release that was made under one.",
    action: "release:write",
    params: OwnSchema,
    body: PolicyVersionSchema,
    requiresVersion: true,
    responses: { 201: one },
    handle: async ({ params, body, author, now, idempotency, ifMatch = 0 }, deps) => {
      const id = params.policyId;
      const call = { id, input: body, author, now, ifMatch, idempotency: idempotency?.(201, addressOf(id)) };
      return replyWith(await addPolicyVersion(deps.table, call), shown(201));
    },
  }),
  route({
    method: "get",
    path: "/disclosure-policies/{policyId}/history",
    operationId: "readDisclosurePolicyHistory",
    tag,
    summary: "What was changed on your disclosure policy: when, by whom, why",
    action: "history:read",
    params: OwnSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await readPolicyHistory(deps, { id: params.policyId, organisationId, page })),
  }),
];
