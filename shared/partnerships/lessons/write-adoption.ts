import { staleVersion } from "../../identity/stale-version.ts";
import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { merge } from "../../platform/merge-patch.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { addDays } from "../../platform/time.ts";
import { ownPartnership } from "../access.store.ts";
import { readPartnership, requireOwn } from "../partnership.store.ts";
import { readerOf } from "../reach.ts";
import { writeResting } from "../write-resting.ts";
import {
  adoptionEntry,
  adoptionHead,
  adoptionPk,
  findAdoption,
  type LoadedAdoption,
  toView,
} from "./adoption.store.ts";
import {
  type Adoption,
  type AdoptionPatch,
  AdoptionSchema,
  type AdoptionView,
  type NewAdoption,
} from "./adoption.ts";
import { lessonFor } from "./lesson.store.ts";
import type { Lesson } from "./lesson.ts";
import { visibleLesson } from "./read-lessons.ts";

type Deps = { readonly table: Table };
type Call = {
  readonly lessonId: string;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: ((status: number, location: string) => IdempotentRequest) | undefined;
};

/**
 * Records that one of the author's partnerships takes up a lesson that is there for it, once a partnership. Two rounds, and one transaction
 * that checks both again. Refused with `not_found`, `already_exists`, `conflict` where the lesson is retired or was learned in this very
 * partnership, and at the field that does not fit.
 */
export async function adoptLesson(
  deps: Deps,
  call: Call & { readonly input: NewAdoption },
): Promise<Result<AdoptionView>> {
  const { lessonId, input, author, now } = call;
  const { organisationId } = author;
  const reader = await readerOf(deps.table, organisationId);
  const [lesson, partnership] = await Promise.all([
    visibleLesson(deps.table, { lessonId, reader }),
    readPartnership(deps.table, input.partnershipId),
  ]);
  if (!lesson.ok) return lesson;
  const own = requireOwn(partnership, author);
  if (!own.ok) return fail(invalidAt("/partnershipId", own.problem.detail));
  const fits = check(input, lesson.value.lesson, now);
  if (!fits.ok) return fits;
  const { name: partnershipName, placeName } = own.value.head;
  const adoption: Adoption = { ...input, lessonId, partnershipName, placeName, createdAt: now };
  const rests = [
    ownPartnership(input.partnershipId, organisationId),
    lessonFor(reader, lessonId, "/lessonVersion"),
  ];
  return save(deps.table, call, { next: adoption, action: "lesson.adopted", rests, status: 201 });
}

/** Changes what is recorded of an adoption, for a reason: its result, most of all. */
export async function changeAdoption(
  deps: Deps,
  call: Call & {
    readonly partnershipId: string;
    readonly ifMatch?: number | undefined;
    readonly patch: AdoptionPatch;
  },
): Promise<Result<AdoptionView>> {
  const { lessonId, partnershipId, author, ifMatch, patch } = call;
  const { reason, ...changes } = patch;
  const loaded = await findAdoption(deps.table, lessonId, partnershipId);
  if (loaded?.ownerId !== author.organisationId)
    return fail({ code: "not_found", detail: "There is no such adoption." });
  const { version } = loaded.head;
  if (ifMatch !== undefined && ifMatch !== version) return fail(staleVersion(version));
  const next = AdoptionSchema().parse(merge(loaded.adoption, changes));
  if (next.lessonVersion !== loaded.adoption.lessonVersion) {
    const reader = await readerOf(deps.table, author.organisationId);
    const lesson = await visibleLesson(deps.table, { lessonId, reader });
    if (!lesson.ok) return lesson;
    if (next.lessonVersion > lesson.value.lesson.latest) return fail(NO_VERSION);
  }
  return save(deps.table, call, {
    next,
    action: "lesson.adoption-changed",
    reason,
    status: 200,
    previous: loaded,
  });
}

const NO_VERSION = invalidAt("/lessonVersion", "The lesson has no such version.");

function check(input: NewAdoption, lesson: Lesson, now: string): Result<undefined> {
  if (lesson.retired)
    return fail({ code: "conflict", detail: "The lesson was retired: it is adopted no more." });
  if (lesson.origin.partnershipId === input.partnershipId)
    return fail({ code: "conflict", detail: "The lesson was learned here: others adopt it." });
  if (input.lessonVersion > lesson.latest) return fail(NO_VERSION);
  // Somewhere on earth it is tomorrow already.
  const latestDay = addDays(now.slice(0, 10), 1);
  if (input.adoptedOn > latestDay) return fail(invalidAt("/adoptedOn", "This day is still ahead."));
  return ok(undefined);
}

async function save(
  table: Table,
  { author, now, idempotency }: Call,
  plan: {
    readonly next: Adoption;
    readonly action: string;
    readonly reason?: string;
    readonly status: number;
    readonly rests?: readonly ReturnType<typeof ownPartnership>[];
    readonly previous?: LoadedAdoption;
  },
): Promise<Result<AdoptionView>> {
  const { next, action, reason, status, rests = [], previous } = plan;
  const { lessonId, partnershipId } = next;
  const [head, entry] = [adoptionHead(next), adoptionEntry(next)];
  const before = previous?.entry;
  const location = `/v1/lessons/${lessonId}/adoptions/${partnershipId}`;
  const written = await writeResting(table, {
    pk: adoptionPk(lessonId, partnershipId),
    ownerId: author.organisationId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [
      previous ? { before: previous.item, after: head } : { after: head },
      ...(entry || before ? [{ ...(before ? { before } : {}), ...(entry ? { after: entry } : {}) }] : []),
    ],
    action,
    ...(reason === undefined ? {} : { reason }),
    by: author,
    now,
    rests,
    ...(idempotency ? { idempotency: idempotency(status, location) } : {}),
  });
  if (written.ok) return ok(toView({ adoption: next, head: written.value }));
  if (written.problem.code !== "already_exists") return written;
  return fail({
    ...written.problem,
    detail: "This partnership has adopted the lesson already: change what is recorded.",
  });
}
