import { retryOnConflict } from "../../identity/retry.ts";
import { staleVersion } from "../../identity/stale-version.ts";
import type { Author, PartWrite } from "../../platform/history.ts";
import type { NewId } from "../../platform/id.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { after } from "../../platform/time.ts";
import { ownPartnership } from "../access.store.ts";
import { readPartnership, requireOwn } from "../partnership.store.ts";
import { type Reach, readerOf } from "../reach.ts";
import { type RestingCall, writeResting } from "../write-resting.ts";
import {
  facetWrites,
  findLesson,
  type LoadedLesson,
  lessonHead,
  lessonPk,
  lessonVersionPart,
  storedFacets,
} from "./lesson.store.ts";
import type { Facets, Lesson, LessonContent, LessonSummary, NewLesson, NewLessonVersion } from "./lesson.ts";
import { lessonSummary } from "./lesson-view.ts";

type Deps = { readonly table: Table; readonly newId: NewId };
type ChangeCall = RestingCall & { readonly lessonId: string; readonly ifMatch?: number | undefined };

/**
 * Codifies a lesson, as version 1, with its entries in the library, in one transaction. Two rounds before it: the author's network, and
 * the partnership where it was learned, which has to be the author's own.
 */
export async function codifyLesson(
  deps: Deps,
  call: RestingCall & { readonly input: NewLesson },
): Promise<Result<LessonSummary>> {
  const { input, author, now } = call;
  const { partnershipId, visibility, ...content } = input;
  const { organisationId } = author;
  const [reader, origin] = await Promise.all([
    readerOf(deps.table, organisationId),
    originOf(deps.table, partnershipId, author),
  ]);
  if (!origin.ok) return origin;
  const lesson: Lesson = {
    id: deps.newId("lsn"),
    ...foundBy(content),
    origin: { organisationId, ...origin.value },
    visibility,
    networkId: reader.networkId,
    latest: 1,
    createdAt: now,
  };
  const parts = [{ after: lessonVersionPart(1, content, now), isNew: true }, ...facetWrites(lesson, [])];
  const rests = partnershipId === undefined ? [] : [ownPartnership(partnershipId, organisationId)];
  return save(deps.table, call, { next: lesson, parts, rests, action: "lesson.codified", status: 201 });
}

/** Records the next version of a lesson, under the version that was read. Earlier ones stay word for word, and are still adopted. */
export async function addLessonVersion(
  deps: Deps,
  call: ChangeCall & { readonly input: NewLessonVersion },
): Promise<Result<LessonSummary>> {
  const { reason, ...content } = call.input;
  return change(deps, call, ({ lesson, head }) => {
    const { id, origin, visibility, networkId, createdAt, retired } = lesson;
    const latest = lesson.latest + 1;
    const kept = { id, origin, visibility, networkId, createdAt, ...(retired ? { retired } : {}) };
    const saidAt = after(head.recordedAt, call.now);
    const version = { after: lessonVersionPart(latest, content, saidAt), isNew: true };
    const next: Lesson = { ...kept, ...foundBy(content), latest };
    return ok({ next, parts: [version], action: "lesson.version-added", reason, status: 201 });
  });
}

/** Changes for whom a lesson is, for a reason. Who adopted it keeps what it recorded. */
export async function changeLessonVisibility(
  deps: Deps,
  call: ChangeCall & { readonly visibility: Reach; readonly reason: string },
): Promise<Result<LessonSummary>> {
  const { visibility, reason } = call;
  return change(deps, call, ({ lesson }) => {
    return ok({
      next: { ...lesson, visibility },
      parts: [],
      action: "lesson.visibility-changed",
      reason,
      status: 200,
    });
  });
}

/** Takes a lesson out of the library for a reason: nobody finds it or adopts it any more, whoever has its address still reads it. */
export async function retireLesson(
  deps: Deps,
  call: ChangeCall & { readonly reason: string },
): Promise<Result<LessonSummary>> {
  const { reason, now: at } = call;
  return change(deps, call, ({ lesson }) => {
    if (lesson.retired) return fail({ code: "conflict", detail: "The lesson was retired already." });
    const next = { ...lesson, retired: { at, reason } };
    return ok({ next, parts: [], action: "lesson.retired", reason, status: 200 });
  });
}

type Plan = {
  readonly next: Lesson;
  readonly parts: readonly PartWrite[];
  readonly action: string;
  readonly reason?: string;
  readonly status: number;
  readonly rests?: readonly ReturnType<typeof ownPartnership>[];
};

type Decide = (loaded: LoadedLesson) => Result<Plan>;

/** Decided anew up to five times where somebody wrote in between, unless the caller named a version. */
function change(deps: Deps, call: ChangeCall, decide: Decide): Promise<Result<LessonSummary>> {
  const attempt = () => changeOnce(deps, call, decide);
  return call.ifMatch === undefined ? retryOnConflict(attempt) : attempt();
}

async function changeOnce(deps: Deps, call: ChangeCall, decide: Decide): Promise<Result<LessonSummary>> {
  const { lessonId, author, ifMatch } = call;
  const [loaded, facets] = await Promise.all([
    findLesson(deps.table, lessonId),
    storedFacets(deps.table, lessonId),
  ]);
  if (loaded?.ownerId !== author.organisationId)
    return fail({ code: "not_found", detail: "There is no such lesson among your own." });
  const { version } = loaded.head;
  if (ifMatch !== undefined && ifMatch !== version) return fail(staleVersion(version));
  const plan = decide(loaded);
  if (!plan.ok) return plan;
  const { next } = plan.value;
  const parts = [...plan.value.parts, ...facetWrites(next, facets)];
  return save(deps.table, call, { ...plan.value, parts, previous: loaded });
}

async function save(
  table: Table,
  { author, now, idempotency }: RestingCall,
  plan: Plan & { readonly previous?: LoadedLesson },
): Promise<Result<LessonSummary>> {
  const { next, parts, action, reason, status, rests = [], previous } = plan;
  const head = lessonHead(next);
  const written = await writeResting(table, {
    pk: lessonPk(next.id),
    ownerId: author.organisationId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [previous ? { before: previous.item, after: head } : { after: head }, ...parts],
    action,
    ...(reason === undefined ? {} : { reason }),
    by: author,
    now,
    rests,
    ...(idempotency ? { idempotency: idempotency(status, `/v1/lessons/${next.id}`) } : {}),
  });
  return written.ok ? ok(lessonSummary({ lesson: next, head: written.value })) : written;
}

function foundBy({
  title,
  themes,
  populations,
  capacities,
  placeCodes,
}: LessonContent): Facets & { title: string } {
  return {
    title,
    ...(themes ? { themes } : {}),
    ...(populations ? { populations } : {}),
    ...(capacities ? { capacities } : {}),
    ...(placeCodes ? { placeCodes } : {}),
  };
}

async function originOf(table: Table, partnershipId: string | undefined, author: Author) {
  if (partnershipId === undefined) return ok({});
  const own = requireOwn(await readPartnership(table, partnershipId), author);
  if (!own.ok) return own;
  return ok({ partnershipId, partnershipName: own.value.head.name });
}
