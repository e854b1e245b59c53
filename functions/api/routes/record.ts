import * as z from "zod";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { listRecordHistory, listRecords, showRecord } from "../../../shared/partnerships/read-records.ts";
import type { RecordKind, RecordView } from "../../../shared/partnerships/record-kind.ts";
import {
  changeRecord,
  createRecord,
  type RecordInput,
  withdrawRecord,
} from "../../../shared/partnerships/write-record.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { listReply } from "../reply.ts";
import { type Reply, type Route, type RouteInput, route } from "../route.ts";
import { PartnershipParamsSchema, writing } from "./partnerships.ts";

/** How the operations of a kind are called and what is said of them: "Meeting" and "Meetings". */
type Words = {
  readonly one: string;
  readonly many: string;
  readonly tag: string;
  readonly add: string;
  readonly list: string;
  readonly says?: string;
};

type Kind<F extends object, R extends object> = RecordKind<F, R>;

/** The parameters of what lies at one record's address. */
export function recordParams(kind: { readonly prefix: RecordKind<object, object>["prefix"] }) {
  return lazy(() => PartnershipParamsSchema().extend({ recordId: idSchema(kind.prefix) }));
}

type At = ReturnType<ReturnType<typeof recordParams>>;

/** What every write to a record hands to its use case. */
export function writingRecord(
  input: Pick<
    RouteInput<() => At, undefined, undefined>,
    "params" | "author" | "now" | "ifMatch" | "idempotency"
  >,
): RecordInput {
  return { ...writing(input), recordId: input.params.recordId };
}

/** A record as a reply, its version as the ETag. */
export function recordReply<R>(result: Result<RecordView<R>>, status: 200 | 201 = 200): Result<Reply> {
  return result.ok ? ok({ status, body: result.value, version: result.value.version }) : result;
}

const WithdrawalSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "RecordWithdrawal" }),
);

/** The six operations on a kind of records: make one, list them, read one, change what is said of it, withdraw it, and its history. */
export function recordRoutes<F extends object, R extends object>(
  kind: Kind<F, R>,
  words: Words,
): readonly Route[] {
  return [makeRoute(kind, words), listRoute(kind, words), ...atOne(kind, words)];
}

function makeRoute<F extends object, R extends object>(kind: Kind<F, R>, words: Words): Route {
  const { one, tag, add, says } = words;
  return route({
    method: "post",
    path: `/partnerships/{partnershipId}/${kind.plural}`,
    operationId: `add${one}`,
    tag,
    summary: add,
    ...(says === undefined ? {} : { description: says }),
    action: "partnership:write",
    params: PartnershipParamsSchema,
    body: kind.fields,
    responses: { 201: shown(kind) },
    handle: async (input, deps) => {
      const made = await createRecord(deps, kind, { ...writing(input), fields: input.body });
      if (!made.ok) return made;
      const { id, partnershipId, version } = made.value;
      const location = `/v1/partnerships/${partnershipId}/${kind.plural}/${id}`;
      return ok({ status: 201, body: made.value, version, location });
    },
  });
}

function listRoute<F extends object, R extends object>(kind: Kind<F, R>, words: Words): Route {
  const { states } = kind;
  const query = lazy(() =>
    states ? PageQuerySchema().extend({ state: z.enum(states).optional() }) : PageQuerySchema(),
  );
  const list = lazy(() => listedSchema(kind.view() as z.ZodType).meta({ id: `${words.one}List` }));
  return route({
    method: "get",
    path: `/partnerships/{partnershipId}/${kind.plural}`,
    operationId: `list${words.many}`,
    tag: words.tag,
    summary: words.list,
    action: "partnership:read",
    params: PartnershipParamsSchema,
    query,
    responses: { 200: { description: "A page", schema: list } },
    handle: async ({ params, query: asked, principal: { organisationId } }, deps) => {
      const { state, ...page } = { state: undefined, ...asked };
      return listReply(await listRecords(deps, kind, { ...params, organisationId, state, page }));
    },
  });
}

function atOne<F extends object, R extends object>(kind: Kind<F, R>, words: Words): Route[] {
  const { one, tag } = words;
  const path = `/partnerships/{partnershipId}/${kind.plural}/{recordId}`;
  const params = recordParams(kind);
  return [
    route({
      method: "get",
      path,
      operationId: `read${one}`,
      tag,
      summary: `One ${kind.noun}`,
      action: "partnership:read",
      params,
      responses: { 200: shown(kind) },
      handle: async ({ params: at, principal: { organisationId } }, deps) => {
        const read = await showRecord(deps, kind, { ...at, organisationId });
        return read.ok ? recordReply(ok(read.value.view)) : read;
      },
    }),
    route({
      method: "patch",
      path,
      operationId: `change${one}`,
      tag,
      summary: `Change what is said of one ${kind.noun}, for a reason`,
      action: "partnership:write",
      params,
      body: kind.patch,
      requiresVersion: true,
      responses: { 200: shown(kind) },
      handle: async (input, deps) =>
        recordReply(await changeRecord(deps, kind, { ...writingRecord(input), patch: input.body })),
    }),
    route({
      method: "post",
      path: `${path}/withdrawal`,
      operationId: `withdraw${one}`,
      tag,
      summary: `Withdraw one ${kind.noun} that should not have been recorded, for a reason`,
      description: "It stays, with the reason. Nothing changes it any more, and nothing new rests on it.",
      action: "partnership:write",
      params,
      body: WithdrawalSchema,
      responses: { 200: shown(kind) },
      handle: async (input, deps) =>
        recordReply(await withdrawRecord(deps, kind, { ...writingRecord(input), reason: input.body.reason })),
    }),
    route({
      method: "get",
      path: `${path}/history`,
      operationId: `list${one}History`,
      tag,
      summary: `Every change of one ${kind.noun}, for the backbone`,
      action: "history:read",
      params,
      query: PageQuerySchema,
      responses: { 200: { description: "A page, oldest first", schema: ChangeListSchema } },
      handle: async ({ params: at, query: page, principal: { organisationId } }, deps) =>
        listReply(await listRecordHistory(deps, kind, { ...at, organisationId, page })),
    }),
  ];
}

/** What is said of a record in an answer. */
export function shown<F extends object, R extends object>(kind: Kind<F, R>) {
  return { description: `The ${kind.noun}`, schema: kind.view as () => z.ZodType };
}
