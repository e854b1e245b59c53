import { retryOnConflict } from "../../identity/retry.ts";
import { staleVersion } from "../../identity/stale-version.ts";
import type { Author, PartWrite } from "../../platform/history.ts";
import type { NewId } from "../../platform/id.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { merge } from "../../platform/merge-patch.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { indicatorOf, ownPartnership, type Rest, strategyOf } from "../access.store.ts";
import { lessonFor } from "../lessons/lesson.store.ts";
import { readerOf } from "../reach.ts";
import { type RestingCall, writeResting } from "../write-resting.ts";
import {
  digestOf,
  expiryPart,
  findStory,
  type LoadedStory,
  saltedWords,
  storyHead,
  storyPk,
  toWords,
  wordsPart,
} from "./story.store.ts";
import {
  type Consent,
  isTold,
  latestDay,
  type NewStory,
  type Story,
  type StoryPatch,
  StorySchema,
  type StoryView,
  storyView,
} from "./story.ts";

type Deps = { readonly table: Table; readonly newId: NewId };
type ChangeCall = RestingCall & { readonly storyId: string; readonly ifMatch?: number | undefined };

/**
 * Records a story with the consent of whoever told it, by the backbone. Its words go into one item apart; head and history hold
 * their salted digest. One transaction, which checks partnership, strategies, indicators and lessons. Refused at the field concerned.
 */
export async function tellStory(
  deps: Deps,
  call: RestingCall & { readonly partnershipId: string; readonly input: NewStory },
): Promise<Result<StoryView>> {
  const { partnershipId, input, author, now } = call;
  const { title, text, ...about } = input;
  const fits = checkConsent(about.consent, now, "/consent");
  if (!fits.ok) return fits;
  const words = saltedWords({ title, text });
  const id = deps.newId("sto");
  const story: Story = { ...about, id, partnershipId, wordsDigest: digestOf(words), createdAt: now };
  const expiry = expiryPart(story);
  const written = await writeResting(deps.table, {
    pk: storyPk(id),
    ownerId: author.organisationId,
    parts: [
      { after: storyHead(story) },
      { after: wordsPart(words), isNew: true },
      ...(expiry ? [{ after: expiry }] : []),
    ],
    action: "story.told",
    by: author,
    now,
    rests: [
      ownPartnership(partnershipId, author.organisationId),
      ...(await linked(deps.table, story, author)),
    ],
    ...claim(call, 201, id),
  });
  return written.ok ? ok(storyView(story, { ...written.value, now, isBackbone: true, words })) : written;
}

/** Changes what is said of a story, for a reason: what it is about and what it is linked to, never its words. */
export async function changeStory(
  deps: Deps,
  call: ChangeCall & { readonly patch: StoryPatch },
): Promise<Result<StoryView>> {
  const { reason, ...changes } = call.patch;
  return write(deps, call, async ({ story }) => {
    const next = StorySchema().parse(merge(story, changes));
    const rests = await linked(deps.table, next, call.author);
    return ok({ action: "story.changed", reason, next, rests });
  });
}

/** Records a consent that changed: its reach or its end. Refused where the story ended, and where it would be over already. */
export async function changeConsent(
  deps: Deps,
  call: ChangeCall & { readonly consent: Consent; readonly reason: string },
): Promise<Result<StoryView>> {
  const { consent, reason, now } = call;
  return write(deps, call, ({ story }) => {
    if (!isTold(story, now)) return fail(GONE);
    const fits = checkConsent(consent, now, "/consent");
    return fits.ok ? ok({ action: "story.consent-changed", reason, next: { ...story, consent } }) : fits;
  });
}

/**
 * Withdraws a story: its words are erased in the same transaction, its head stays as a tombstone with their digest. Refused with
 * `not_found`, and `conflict` where its words are gone already.
 */
export async function withdrawStory(
  deps: Deps,
  call: ChangeCall & { readonly reason: string },
): Promise<Result<StoryView>> {
  const { reason, now } = call;
  return write(deps, call, ({ story }) => {
    if (story.ended) return fail(GONE);
    const ended = { how: "withdrawn" as const, at: now, reason };
    return ok({ action: "story.withdrawn", reason, next: { ...story, ended }, erases: true });
  });
}

/** Erases the words of a story whose consent ran out; whether there was something to do. By the product itself, once a day. */
export async function expireStory(table: Table, storyId: string, now: string): Promise<boolean> {
  const loaded = await findStory(table, storyId);
  if (!loaded || loaded.story.ended || isTold(loaded.story, now)) return false;
  const next: Story = { ...loaded.story, ended: { how: "expired", at: now } };
  const by = { principalId: "consent-expiry", organisationId: loaded.ownerId };
  const plan = { action: "story.expired", next, erases: true };
  return (await save(table, loaded, { plan, by, now })).ok;
}

const GONE = { code: "conflict", detail: "The story was withdrawn, or its consent ran out." } as const;

type Plan = {
  readonly action: string;
  readonly reason?: string;
  readonly next: Story;
  readonly erases?: boolean;
  readonly rests?: readonly Rest[];
};

type Decide = (loaded: LoadedStory) => Result<Plan> | Promise<Result<Plan>>;

/** Decided anew up to five times where somebody wrote in between, unless the caller named a version. */
function write(deps: Deps, call: ChangeCall, decide: Decide): Promise<Result<StoryView>> {
  const attempt = () => writeOnce(deps, call, decide);
  return call.ifMatch === undefined ? retryOnConflict(attempt) : attempt();
}

async function writeOnce(deps: Deps, call: ChangeCall, decide: Decide): Promise<Result<StoryView>> {
  const { storyId, author, now, ifMatch } = call;
  const loaded = await findStory(deps.table, storyId);
  if (loaded?.ownerId !== author.organisationId)
    return fail({ code: "not_found", detail: "There is no such story." });
  const { version } = loaded.head;
  if (ifMatch !== undefined && ifMatch !== version) return fail(staleVersion(version));
  const plan = await decide(loaded);
  if (!plan.ok) return plan;
  const { next } = plan.value;
  const written = await save(deps.table, loaded, {
    plan: plan.value,
    by: author,
    now,
    ...claim(call, 200, storyId),
  });
  if (!written.ok) return written;
  const words = loaded.words && toWords(loaded.words);
  return ok(storyView(next, { ...written.value, now, isBackbone: true, words }));
}

function save(
  table: Table,
  loaded: LoadedStory,
  write: { plan: Plan; by: Author; now: string; idempotency?: IdempotentRequest },
) {
  const { plan, ...call } = write;
  const { action, reason, next, erases = false, rests = [] } = plan;
  return writeResting(table, {
    pk: storyPk(next.id),
    ownerId: loaded.ownerId,
    previousHead: loaded.item,
    parts: [
      { before: loaded.item, after: storyHead(next) },
      ...(erases && loaded.words ? [{ before: loaded.words }] : []),
      ...expiryWrite(loaded.expiry, erases ? undefined : expiryPart(next)),
    ],
    action,
    ...(reason === undefined ? {} : { reason }),
    rests,
    ...call,
  });
}

function expiryWrite(before: PartWrite["before"], after: PartWrite["after"]): PartWrite[] {
  if (!before && !after) return [];
  return [{ ...(before ? { before } : {}), ...(after ? { after } : {}) }];
}

/** What a story rests on where it names strategies, indicators and lessons. One round, for the author's network, where it names lessons. */
async function linked(table: Table, story: Story, { organisationId }: Author): Promise<Rest[]> {
  const { partnershipId, strategyIds = [], indicatorIds = [], lessonIds = [] } = story;
  const reader = lessonIds.length === 0 ? undefined : await readerOf(table, organisationId);
  return [
    ...strategyIds.map((id, at) => strategyOf(partnershipId, id, `/strategyIds/${at}`)),
    ...indicatorIds.map((id, at) => indicatorOf(partnershipId, id, `/indicatorIds/${at}`)),
    ...(reader ? lessonIds.map((id, at) => lessonFor(reader, id, `/lessonIds/${at}`)) : []),
  ];
}

function checkConsent(consent: Consent, now: string, pointer: string): Result<undefined> {
  const today = latestDay(now);
  if (consent.givenOn > today) return fail(invalidAt(`${pointer}/givenOn`, "This day is still ahead."));
  if (consent.expiresOn !== undefined && consent.expiresOn < today)
    return fail(invalidAt(`${pointer}/expiresOn`, "This consent has run out already."));
  return ok(undefined);
}

function claim({ idempotency }: RestingCall, status: number, id: string) {
  return idempotency === undefined ? {} : { idempotency: idempotency(status, `/v1/stories/${id}`) };
}
