import type { Principal } from "../../identity/principal.ts";
import { defined } from "../../platform/defined.ts";
import { type Author, aggregateWrites, writeAggregate } from "../../platform/history.ts";
import { IdempotencyKeyTaken, type IdempotentRequest } from "../../platform/idempotency.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { TableBusy } from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";
import { methods } from "../methods.ts";
import type { PortfolioDeps } from "../outcome/present-portfolio.ts";
import { mayBeHanded } from "./audience.ts";
import { differencesSince } from "./compare.ts";
import { type Composed, compose, inBody, pinned, queryOf, subjectOf } from "./compose.ts";
import { freeze, type RenderDocument } from "./freeze.ts";
import type { Packed } from "./pack.ts";
import {
  dropBytes,
  findRelease,
  headPart,
  type LoadedRelease,
  latestNumber,
  putBytes,
  readerPart,
  releasePk,
  takeNumber,
} from "./report-release.store.ts";
import {
  type FrozenQuery,
  type Manifest,
  type NewReportRelease,
  type ReleaseFacts,
  type ReportRelease,
  seriesOf,
} from "./report-release.ts";

/** What releases stand on. `renderReportDocument` makes the page of a release, once. */
export type ReleaseDeps = PortfolioDeps & { readonly renderReportDocument: RenderDocument };

export type MakeCall = {
  readonly releaseId: string;
  readonly principal: Principal;
  readonly author: Author;
  readonly input: NewReportRelease;
  readonly now: string;
  /** Where the API is reached: the citation in the page names it. */
  readonly origin: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

const ATTEMPTS = 6;

/**
 * Freezes a report as whoever asks reads it now, as the next release of its series. The bytes are put first; then one transaction takes
 * the number and writes the head, without which there is no release, with an entry for each reader and, of a restatement, what is said of
 * it at the release that it restates. Of two that ask for the next number at once one gets the number after. Refused as the report would
 * be, with `validation_failed` at whoever of the audience may not read it, and at `/restates` for what cannot be restated.
 */
export async function makeReportRelease(deps: ReleaseDeps, call: MakeCall): Promise<Result<undefined>> {
  const { input, principal, now } = call;
  const { kind, subjectId, partnershipId } = input;
  if (kind === "portfolio" && subjectId !== principal.organisationId)
    return fail(invalidAt("/subjectId", "The portfolio is that of your own organisation: name it."));
  const query = queryOf(input);
  const of = subjectOf(defined({ kind, subjectId, partnershipId }));
  const composed = await compose(deps, of, { principal, now, query });
  if (!composed.ok) return fail(inBody(composed.problem));
  const { facts, report } = composed.value;
  const { audience } = input;
  const handed = await mayBeHanded(deps.table, facts, { audience, makerId: principal.organisationId });
  if (!handed.ok) return handed;
  const draft = { ...call, query: pinned(query, report), composed: composed.value };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const made = await tryNumber(deps, draft);
    if (made !== "taken") return made;
  }
  throw new TableBusy("Others kept taking the next number of this series.");
}

type Draft = MakeCall & { readonly query: FrozenQuery; readonly composed: Composed };

/** One attempt at the number that comes next; "taken" where somebody else had it, or wrote the restated release, in the meantime. */
async function tryNumber(deps: ReleaseDeps, draft: Draft): Promise<Result<undefined> | "taken"> {
  const { table } = deps;
  const { composed } = draft;
  const base = factsOf(draft);
  const series = seriesOf(base, draft.query.template);
  const [latest, restated] = await Promise.all([
    latestNumber(table, series),
    restatedBy(deps, draft, series),
  ]);
  if (!restated.ok) return restated;
  const release = { ...base, number: latest + 1, ...restatesOf(draft, restated.value) };
  const differences = await differencesSince(table, restated.value, composed);
  const { report, basis } = composed;
  const frozen = await freeze(
    { release, report, basis, differences, origin: draft.origin },
    deps.renderReportDocument,
  );
  if (!frozen.ok) return frozen;
  return keepingNothing(deps, release, frozen.value, () =>
    save(deps, draft, { release, series, packed: frozen.value, restated: restated.value }),
  );
}

/** What a release says of itself, but for its number. */
function factsOf({
  releaseId,
  input,
  author,
  composed,
  now,
}: Draft): Omit<ReleaseFacts, "number" | "restates"> {
  const { kind, partnershipId, title, authors } = input;
  const { id, title: subjectTitle } = composed.report.subject;
  return {
    id: releaseId,
    kind,
    subject: { id, title: subjectTitle },
    ...(partnershipId === undefined ? {} : { partnershipId }),
    organisationId: author.organisationId,
    title,
    authors,
    language: "en",
    releasedAt: now,
  };
}

function restatesOf({ input }: Draft, restated: LoadedRelease | undefined): Pick<ReleaseFacts, "restates"> {
  if (!restated || !input.restates) return {};
  const { id, number } = restated.release.manifest;
  return { restates: { id, number, reason: input.restates.reason } };
}

/** The release that is restated: one of the same series, that was not restated yet. One GetItem. */
async function restatedBy(
  { table }: ReleaseDeps,
  { input, author }: Draft,
  series: string,
): Promise<Result<LoadedRelease | undefined>> {
  if (!input.restates) return ok(undefined);
  const found = await findRelease(table, input.restates.releaseId);
  const isOwn = found?.ownerId === author.organisationId;
  if (!isOwn || seriesOf(found.release.manifest, found.release.manifest.query.template) !== series)
    return fail(
      invalidAt("/restates/releaseId", "There is no such release of the same thing in the same manner."),
    );
  const { restatedBy } = found.release;
  if (!restatedBy) return ok(found);
  const detail = `It was restated already, by release ${restatedBy.number}. Restate that one.`;
  return fail({ code: "conflict", detail, extra: { restatedBy: restatedBy.id } });
}

type ToSave = {
  readonly release: ReleaseFacts;
  readonly series: string;
  readonly packed: readonly Packed[];
  readonly restated: LoadedRelease | undefined;
};

/**
 * Puts the bytes, then does what makes a release of them; where that is known to have made none, the bytes are dropped again. Where nobody
 * knows, because no answer came, they stay: they may be those of a release.
 */
async function keepingNothing<T extends Result<undefined> | "taken">(
  { table }: ReleaseDeps,
  release: ReleaseFacts,
  packed: readonly Packed[],
  make: () => Promise<T>,
): Promise<T> {
  const blobs = packed.map(({ blob }) => blob);
  let isAsked = false;
  try {
    await putBytes(table, release, packed);
    isAsked = true;
    const made = await make();
    if (made === "taken" || !made.ok) await dropBytes(table, release.id, blobs);
    return made;
  } catch (error) {
    if (!isAsked || isRefusal(error)) await dropBytes(table, release.id, blobs);
    throw error;
  }
}

/** Whether an error says that a transaction wrote nothing. */
function isRefusal(error: unknown): boolean {
  return error instanceof IdempotencyKeyTaken || error instanceof TableBusy;
}

async function save(
  { table }: ReleaseDeps,
  { query, input, author: by, now, idempotency }: Draft,
  { release, series, packed, restated }: ToSave,
): Promise<Result<undefined> | "taken"> {
  const blobs = packed.map(({ blob }) => blob);
  const manifest: Manifest = { ...release, query, methods: methods(), blobs };
  const readers = [...new Set([by.organisationId, ...input.audience])];
  const written = await writeAggregate(table, {
    pk: releasePk(release.id),
    ownerId: by.organisationId,
    parts: [
      { after: headPart({ manifest, status: "released" }) },
      ...readers.map((reader) => ({ after: readerPart(reader, release) })),
    ],
    action: "report-release.made",
    ...defined({ reason: release.restates?.reason, idempotency }),
    by,
    now,
    others: [takeNumber(series, release), ...restatementWrites(restated, { release, by, now })],
  });
  if (written.ok) return ok(undefined);
  return written.problem.extra?.failedOther === undefined ? written : "taken";
}

/** What is said of a restatement at the release that it restates: it changes, over the version that was read. */
function restatementWrites(
  restated: LoadedRelease | undefined,
  { release, by, now }: { readonly release: ReleaseFacts; readonly by: Author; readonly now: string },
): readonly Write[] {
  if (!restated || !release.restates) return [];
  const { id, number } = release;
  const { reason } = release.restates;
  const next: ReportRelease = { ...restated.release, restatedBy: { id, number, reason } };
  return aggregateWrites({
    pk: restated.item.pk,
    ownerId: restated.ownerId,
    previousHead: restated.item,
    parts: [{ before: restated.item, after: headPart(next) }],
    action: "report-release.restated",
    reason,
    by,
    now,
  }).writes;
}
