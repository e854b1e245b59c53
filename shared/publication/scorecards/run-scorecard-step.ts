import type { PublishedCell } from "../../disclosure/release/published-cell.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { Clock } from "../../platform/time.ts";
import { cellsOf, textHash } from "../published/chunks.ts";
import type { Manifest } from "../published/manifest.ts";
import { findChunk, findPublished } from "../published/published.store.ts";
import { chunksFor, isAskedFor } from "../published/reading-order.ts";
import type { ScorecardContent } from "../published/scorecard-document.ts";
import {
  fitsScorecard,
  publishedAs,
  publishScorecard,
  withdrawScorecard,
} from "../published/scorecards.store.ts";
import { composeScorecard, firstPlace } from "./compose-scorecard.ts";
import type { ReadScorecardFacts } from "./facts.ts";
import {
  contentOf,
  findDraft,
  keepDraft,
  type LoadedScorecard,
  loadScorecard,
  saveScorecard,
} from "./scorecard.store.ts";
import { type Scorecard, WORKING } from "./scorecard.ts";

/** What the work on scorecards stands on. */
export type ScorecardDeps = {
  readonly table: Table;
  /** The releases table: what everybody may read. */
  readonly published: Table;
  readonly clock: Clock;
  readonly scorecardFacts: ReadScorecardFacts;
};
export type ScorecardMessage = { readonly scorecardId: string; readonly step: number };

type Ending = Partial<Scorecard> & Pick<Scorecard, "status">;

/**
 * Does the work that a scorecard waits for, in one step, and writes what came of it. A message that it does not wait for is dropped. A
 * step that was cut off is done again: what it composed stays, and what it published is published once.
 */
export async function runScorecardStep(
  deps: ScorecardDeps,
  { scorecardId, step }: ScorecardMessage,
): Promise<"dropped" | "finished"> {
  const loaded = await awaited(deps.table, { scorecardId, step });
  if (!loaded) return "dropped";
  const ending = await WORK[loaded.scorecard.status as (typeof WORKING)[number]](deps, loaded);
  const { cutOff: _cutOff, ...kept } = loaded.scorecard;
  const written = await saveScorecard(deps.table, {
    previous: loaded,
    next: { ...kept, ...ending },
    ownerId: loaded.ownerId,
    action: `scorecard.${ending.status}`,
    by: loaded.scorecard.askedBy,
    now: deps.clock(),
  });
  return written.ok ? "finished" : "dropped";
}

async function awaited(
  table: Table,
  { scorecardId, step }: ScorecardMessage,
): Promise<LoadedScorecard | undefined> {
  const loaded = await loadScorecard(table, scorecardId);
  const { status, step: waiting, cutOff } = loaded?.scorecard ?? {};
  const isWaiting = WORKING.some((one) => one === status) && waiting === step && cutOff !== true;
  return isWaiting ? loaded : undefined;
}

const WORK: Readonly<
  Record<(typeof WORKING)[number], (deps: ScorecardDeps, loaded: LoadedScorecard) => Promise<Ending>>
> = { composing: compose, publishing: publish, withdrawing: withdraw };

async function compose(deps: ScorecardDeps, { scorecard, ownerId }: LoadedScorecard): Promise<Ending> {
  const { id, step } = scorecard;
  if ((await findDraft(deps.table, id, step)) === undefined) {
    const content = await contentFor(deps, scorecard);
    if (!content.ok) return { status: "refused", refusal: content.problem.detail };
    await keepDraft(deps.table, { id, step, ownerId }, content.value);
  }
  const kept = await findDraft(deps.table, id, step);
  if (kept === undefined) throw new Error(`The draft of the scorecard ${id} was not kept.`);
  return { status: "composed", draft: { step, hash: textHash(kept) } };
}

/** What a scorecard says of its release as it is published, and of records as they stand. */
async function contentFor(deps: ScorecardDeps, scorecard: Scorecard): Promise<Result<ScorecardContent>> {
  const { choices, partnershipId } = scorecard;
  const found = await findPublished(deps.published, choices.releaseId, { consistent: true });
  if (found?.state.status !== "published") return refused("The release it draws on was withdrawn.");
  if (found.state.correctedBy !== undefined)
    return refused(`The release it draws on was corrected. Draw on ${found.state.correctedBy}.`);
  const { manifest } = found;
  const placeCode = choices.placeCode ?? firstPlace(manifest);
  if (placeCode === undefined) return refused("The release it draws on has no place.");
  const [cells, facts] = await Promise.all([
    cellsIn(deps.published, manifest, { placeCode, ids: choices.indicators?.map(({ id }) => id) }),
    deps.scorecardFacts(partnershipId, choices),
  ]);
  const today = deps.clock().slice(0, 10);
  const content = composeScorecard({ manifest, choices, placeCode, cells, facts, today });
  if (content.ok && !fitsScorecard(content.value))
    return refused("It is longer than can be published. Leave breakdowns or indicators out.");
  return content;
}

function refused(detail: string): Result<never> {
  return fail({ code: "conflict", detail });
}

/** The published cells of a scorecard's indicators in its place, by the chunks that may hold them. A GetItem each. */
async function cellsIn(
  published: Table,
  manifest: Manifest,
  { placeCode, ids }: { readonly placeCode: string; readonly ids: readonly string[] | undefined },
): Promise<PublishedCell[]> {
  const filters = (ids ?? manifest.indicators.map(({ id }) => id)).map((indicatorId) => ({
    indicatorId,
    placeCode,
  }));
  const numbers = [...new Set(filters.flatMap((filter) => chunksFor(manifest, filter)))];
  const cells: PublishedCell[] = [];
  for (const number of numbers) {
    const text = await findChunk(published, manifest.id, number);
    const hash = manifest.chunks.find((chunk) => chunk.number === number)?.hash;
    if (text === undefined || textHash(text) !== hash)
      throw new Error(`Chunk ${number} of ${manifest.id} is not what its manifest says.`);
    cells.push(...cellsOf(text).filter((cell) => filters.some((filter) => isAskedFor(cell, filter))));
  }
  return cells;
}

async function publish(deps: ScorecardDeps, { scorecard }: LoadedScorecard): Promise<Ending> {
  const drafted = await draftOf(deps.table, scorecard);
  if (!drafted.ok) throw new Error(drafted.problem.detail);
  const { id, publishedAt = deps.clock() } = scorecard;
  const isOut = (await publishedAs(deps.published, id)) !== undefined;
  if (!isOut && !(await isMoneyStill(deps, scorecard, drafted.value)))
    return { status: "refused", refusal: MONEY_MOVED, publishedAt: undefined };
  const state = await publishScorecard(deps.published, { id, publishedAt, content: drafted.value });
  if ("overtaken" in state) {
    const refusal = "The release it draws on was withdrawn or corrected since. Compose it of another one.";
    return { status: "refused", refusal, publishedAt: undefined };
  }
  return { status: "published", number: state.number, hash: state.hash };
}

const MONEY_MOVED =
  "Money that it shows is not what funders let be shown by now, or not as much any more. Compose it again.";

/** Whether the amounts of a draft are still those that funders let be shown: one that took them back is in nothing that goes out later. */
async function isMoneyStill(
  deps: ScorecardDeps,
  { choices, partnershipId }: Scorecard,
  { strategies, moneyOn }: ScorecardContent,
): Promise<boolean> {
  if (moneyOn === undefined) return true;
  const { money } = await deps.scorecardFacts(partnershipId, choices);
  return strategies.every(({ id, money: drafted = [] }) => {
    return canonicalJson(drafted) === canonicalJson(money.get(id) ?? []);
  });
}

/** The draft that was looked at: one that was altered since is not published. */
async function draftOf(table: Table, { id, draft }: Scorecard): Promise<Result<ScorecardContent>> {
  const text = draft && (await findDraft(table, id, draft.step));
  if (text === undefined || textHash(text) !== draft?.hash)
    return refused(`The draft of the scorecard ${id} is not the one that was looked at.`);
  return ok(contentOf(text));
}

async function withdraw(deps: ScorecardDeps, { scorecard }: LoadedScorecard): Promise<Ending> {
  const { id, withdrawal } = scorecard;
  if (!withdrawal) throw new Error(`The scorecard ${id} is withdrawn without a reason.`);
  const { at: withdrawnAt, reason } = withdrawal;
  if (!(await withdrawScorecard(deps.published, id, { withdrawnAt, reason })))
    throw new Error(`There is no published scorecard ${id}.`);
  return { status: "withdrawn" };
}

const CUT_OFF = "This was cut off by an error on our side. Ask for it again.";

/** Says of work whose message failed too often that it was cut off; asked for again, it goes on. */
export async function giveUpScorecardStep(
  deps: Pick<ScorecardDeps, "table" | "clock">,
  message: ScorecardMessage,
): Promise<void> {
  const loaded = await awaited(deps.table, message);
  if (!loaded) return;
  const { scorecard, ownerId } = loaded;
  const next: Scorecard =
    scorecard.status === "composing"
      ? { ...scorecard, status: "failed", refusal: CUT_OFF }
      : { ...scorecard, cutOff: true };
  await saveScorecard(deps.table, {
    ...{ previous: loaded, next, ownerId, now: deps.clock() },
    action: "scorecard.cut-off",
    by: scorecard.askedBy,
  });
}
