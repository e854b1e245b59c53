import * as z from "zod";
import {
  type ApiKey,
  ApiKeySchema,
  CreatedApiKeySchema,
  NewApiKeySchema,
} from "../../../shared/identity/api-key.ts";
import { createApiKey } from "../../../shared/identity/create-api-key.ts";
import { getApiKey, listApiKeys } from "../../../shared/identity/read-api-keys.ts";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { revokeApiKey } from "../../../shared/identity/revoke-api-key.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const tag = "API keys";
const ParamsSchema = lazy(() => z.strictObject({ keyId: idSchema("key") }));
const RevocationSchema = lazy(() => z.strictObject({ reason: ReasonSchema() }).meta({ id: "Revocation" }));
const PageSchema = lazy(() => listedSchema(ApiKeySchema()).meta({ id: "ApiKeyPage" }));
const addressOf = (keyId: string) => `/v1/keys/${keyId}`;
const shown = (key: ApiKey): Reply => ({ status: 200, body: key, version: key.version });

export const keyRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/keys",
    operationId: "createApiKey",
    tag,
    summary: "Make an API key",
    description:
      "Its text is in this answer and nowhere else. Repeated with the same Idempotency-Key, the request answers the key without its text: if the first answer was lost, revoke the key and make another.",
    action: "key:write",
    body: NewApiKeySchema,
    responses: { 201: { description: "The key, with its text this once.", schema: CreatedApiKeySchema } },
    handle: async ({ principal, body, now, idempotency }, deps) => {
      const claim = idempotency && ((id: string) => idempotency(201, addressOf(id)));
      const made = await createApiKey(deps, {
        maker: principal,
        key: body,
        now,
        ...(claim ? { idempotency: claim } : {}),
      });
      return replyWith(made, (key) => ({
        ...shown(key),
        status: 201,
        body: key,
        location: addressOf(key.id),
      }));
    },
  }),
  route({
    method: "get",
    path: "/keys",
    operationId: "listApiKeys",
    tag,
    summary: "List the API keys of your organisation",
    action: "key:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page of keys, oldest first.", schema: PageSchema } },
    handle: async ({ principal, query, now }, deps) =>
      replyWith(await listApiKeys(deps, { principal, page: query, now }), (page) => ({
        status: 200,
        body: page,
        ...(page.next === undefined ? {} : { next: page.next }),
      })),
  }),
  route({
    method: "get",
    path: "/keys/{keyId}",
    operationId: "getApiKey",
    tag,
    summary: "Read an API key of your organisation",
    action: "key:read",
    params: ParamsSchema,
    responses: { 200: { description: "The key, without its text.", schema: ApiKeySchema } },
    handle: async ({ principal, params, now }, deps) =>
      replyWith(await getApiKey(deps, { principal, ...params, now }), shown),
  }),
  route({
    method: "post",
    path: "/keys/{keyId}/revoke",
    operationId: "revokeApiKey",
    tag,
    summary: "Revoke an API key",
    description: "For good, from the next request on.",
    action: "key:write",
    params: ParamsSchema,
    body: RevocationSchema,
    responses: { 200: { description: "The key as it is now.", schema: ApiKeySchema } },
    handle: async ({ principal, params, body, now, idempotency }, deps) => {
      const claim = idempotency?.(200, addressOf(params.keyId));
      const revoked = await revokeApiKey(deps, {
        principal,
        ...params,
        ...body,
        now,
        ...(claim ? { idempotency: claim } : {}),
      });
      return replyWith(revoked, shown);
    },
  }),
];
