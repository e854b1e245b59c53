import * as z from "zod";
import {
  EndingSchema,
  LockExceptionSchema,
  NewLockExceptionSchema,
  NewPeriodLockSchema,
  PeriodLockSchema,
} from "../../../shared/measurement/controls/lock.ts";
import { putSettings, readSettings } from "../../../shared/measurement/controls/put-settings.ts";
import {
  ExceptionUseSchema,
  LocksSchema,
  listExceptionUses,
  listLocks,
  readException,
  readLock,
  readLockHistory,
} from "../../../shared/measurement/controls/read-locks.ts";
import {
  ControlSettingsSchema,
  NewControlSettingsSchema,
} from "../../../shared/measurement/controls/settings.ts";
import {
  grantException,
  liftLock,
  lockPeriods,
  withdrawException,
} from "../../../shared/measurement/controls/write-lock.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const LockParamsSchema = lazy(() => PartnershipSchema().extend({ lockId: idSchema("lck") }));
const ExceptionParamsSchema = lazy(() => PartnershipSchema().extend({ exceptionId: idSchema("exc") }));
const UseListSchema = lazy(() =>
  listedSchema(ExceptionUseSchema()).meta({ id: "PeriodLockExceptionUseList" }),
);

const tag = "Observations";
const locks = "/partnerships/{partnershipId}/period-locks";
const exceptions = "/partnerships/{partnershipId}/period-lock-exceptions";
const lock = { description: "The lock", schema: PeriodLockSchema };
const exception = { description: "The exception", schema: LockExceptionSchema };

const settings = "/partnerships/{partnershipId}/measurement-settings";
const settled = { description: "The settings", schema: ControlSettingsSchema };

export const observationLockRoutes: readonly Route[] = [
  route({
    method: "get",
    path: settings,
    operationId: "readMeasurementSettings",
    tag,
    summary: "How figures come into your partnership",
    action: "observation:read",
    params: PartnershipSchema,
    responses: { 200: settled },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readSettings(deps, { ...params, organisationId }), (body) => ({ status: 200, body })),
  }),
  route({
    method: "post",
    path: settings,
    operationId: "putMeasurementSettings",
    tag,
    summary: "Say whether a second person looks at figures before they are recorded, for a reason",
    description:
      "Where one does, rows that change something are handed in as a submission, imports included.",
    action: "observation:lock",
    params: PartnershipSchema,
    body: NewControlSettingsSchema,
    responses: { 200: settled },
    handle: async ({ params, body: { reason, ...said }, author, now, idempotency }, deps) => {
      const location = `/v1/partnerships/${params.partnershipId}/measurement-settings`;
      const keyed = idempotency?.(200, location);
      const call = { ...params, settings: said, reason, author, now, idempotency: keyed };
      return replyWith(await putSettings(deps, call), (body) => ({ status: 200, body }));
    },
  }),
  route({
    method: "get",
    path: locks,
    operationId: "listPeriodLocks",
    tag,
    summary: "The locks and exceptions that hold in your partnership; at most 100 of each",
    action: "observation:read",
    params: PartnershipSchema,
    responses: { 200: { description: "What holds now", schema: LocksSchema } },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await listLocks(deps, { ...params, organisationId }), (body) => ({ status: 200, body })),
  }),
  route({
    method: "post",
    path: locks,
    operationId: "lockPeriods",
    tag,
    summary: "Lock periods, of one indicator or of the whole partnership",
    description:
      "Every period that lies whole within the days: with `through` alone, all that end by that day. Rows that would change something there are refused one by one and name the lock.",
    action: "observation:lock",
    params: PartnershipSchema,
    body: NewPeriodLockSchema,
    responses: { 201: lock },
    handle: async ({ params, body, author, now, idempotency }, deps) => {
      const lockId = deps.newId("lck");
      const location = `/v1/partnerships/${params.partnershipId}/period-locks/${lockId}`;
      const call = { ...params, lockId, input: body, author, now, idempotency: idempotency?.(201, location) };
      return replyWith(await lockPeriods(deps, call), (made) => ({ status: 201, body: made, location }));
    },
  }),
  route({
    method: "get",
    path: `${locks}/{lockId}`,
    operationId: "readPeriodLock",
    tag,
    summary: "One lock, whether it holds or was lifted",
    action: "observation:read",
    params: LockParamsSchema,
    responses: { 200: lock },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readLock(deps, { ...params, organisationId }), (body) => ({ status: 200, body })),
  }),
  route({
    method: "post",
    path: `${locks}/{lockId}/lifting`,
    operationId: "liftPeriodLock",
    tag,
    summary: "Lift a lock for a reason",
    action: "observation:lock",
    params: LockParamsSchema,
    body: EndingSchema,
    responses: { 200: lock },
    handle: async ({ params, body: { reason }, author, now, idempotency }, deps) => {
      const location = `/v1/partnerships/${params.partnershipId}/period-locks/${params.lockId}`;
      const call = { ...params, reason, author, now, idempotency: idempotency?.(200, location) };
      return replyWith(await liftLock(deps, call), (body) => ({ status: 200, body }));
    },
  }),
  route({
    method: "post",
    path: exceptions,
    operationId: "grantPeriodLockException",
    tag,
    summary: "Grant leave to record in locked periods until an instant, for a reason",
    description: "Every revision that is recorded by it names it, and it lists them.",
    action: "observation:lock",
    params: PartnershipSchema,
    body: NewLockExceptionSchema,
    responses: { 201: exception },
    handle: async ({ params, body, author, now, idempotency }, deps) => {
      const exceptionId = deps.newId("exc");
      const location = `/v1/partnerships/${params.partnershipId}/period-lock-exceptions/${exceptionId}`;
      const keyed = idempotency?.(201, location);
      const call = { ...params, exceptionId, input: body, author, now, idempotency: keyed };
      return replyWith(await grantException(deps, call), (made) => ({ status: 201, body: made, location }));
    },
  }),
  route({
    method: "get",
    path: `${exceptions}/{exceptionId}`,
    operationId: "readPeriodLockException",
    tag,
    summary: "One exception, whether it may be used or was withdrawn",
    action: "observation:read",
    params: ExceptionParamsSchema,
    responses: { 200: exception },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readException(deps, { ...params, organisationId }), (body) => ({ status: 200, body })),
  }),
  route({
    method: "post",
    path: `${exceptions}/{exceptionId}/withdrawal`,
    operationId: "withdrawPeriodLockException",
    tag,
    summary: "Withdraw an exception for a reason; what was recorded by it stays",
    action: "observation:lock",
    params: ExceptionParamsSchema,
    body: EndingSchema,
    responses: { 200: exception },
    handle: async ({ params, body: { reason }, author, now, idempotency }, deps) => {
      const location = `/v1/partnerships/${params.partnershipId}/period-lock-exceptions/${params.exceptionId}`;
      const call = { ...params, reason, author, now, idempotency: idempotency?.(200, location) };
      return replyWith(await withdrawException(deps, call), (body) => ({ status: 200, body }));
    },
  }),
  route({
    method: "get",
    path: `${exceptions}/{exceptionId}/uses`,
    operationId: "listPeriodLockExceptionUses",
    tag,
    summary: "The revisions that were recorded by an exception, the first one first",
    action: "observation:read",
    params: ExceptionParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: UseListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listExceptionUses(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/period-lock-history",
    operationId: "readPeriodLockHistory",
    tag,
    summary: "Which locks, exceptions and settings were set, lifted and withdrawn: when, by whom, why",
    action: "history:read",
    params: PartnershipSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await readLockHistory(deps, { ...params, organisationId, page })),
  }),
];
