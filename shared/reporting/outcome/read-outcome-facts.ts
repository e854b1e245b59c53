import {
  type BigBetState,
  bigBetView,
  isBinding,
  loadBigBet,
  type Member,
  mayReadBigBet,
  readCommitment,
  readMembers,
} from "../../investments/index.ts";
import { firstOwnSummaries } from "../../measurement/index.ts";
import {
  type LoadedPartnership,
  mayRead,
  readPartnership,
  requireReadable,
} from "../../partnerships/index.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { Missing, OutcomeFacts } from "./outcome-facts.ts";
import { templateHead } from "./read-template.ts";
import { type Asked, asRead, commitmentsTo, lastRound, MOST_COMMITMENTS, secondRound } from "./read-work.ts";
import { namedSections, needsFigures } from "./section-keys.ts";
import { allocatedIn, allocatesTo, betSubject, commitmentSubject, workSubject } from "./subjects.ts";

/**
 * The facts of a commitment, for its funder and for who owns its partnership. Three rounds: its collection; its partnership and what that
 * records of its work; by key the summaries that its funded strategies lead to. Flat in observations and payments.
 */
export async function commitmentFactsOf(
  table: Table,
  asked: Asked & { readonly commitmentId: string },
): Promise<Result<OutcomeFacts>> {
  const named = namedSections("commitment", asked.query.sections);
  if (!named.ok) return named;
  const { principal, query, now } = asked;
  const [loaded, template] = await Promise.all([
    readCommitment(table, asked.commitmentId, principal),
    templateHead(table, query, principal.organisationId),
  ]);
  if (!loaded.ok) return loaded;
  if (!template.ok) return template;
  const commitment = asRead(loaded.value);
  const { partnershipId, partnershipOwnerId } = commitment.state.commitment;
  const [found, second] = await Promise.all([
    partnershipId === undefined ? undefined : readPartnership(table, partnershipId),
    secondRound(table, asked, {
      commitmentIds: [],
      partnership:
        partnershipId === undefined || partnershipOwnerId === undefined
          ? undefined
          : { id: partnershipId, backboneId: partnershipOwnerId },
      named: named.value,
      templateHead: template.value,
    }),
  ]);
  if (!second.ok) return second;
  const before = {
    kind: "commitment" as const,
    subject: commitmentSubject(commitment),
    ...sharedWith(found, asked, partnershipId),
    strategyIds: new Set(allocatedIn([commitment])),
    commitments: [commitment],
    hasOthers: false,
    isPartOfCommitments: false,
    named: named.value,
    second: second.value,
  };
  return ok(await lastRound(table, before, now));
}

/**
 * The facts of a big bet, for who takes part in it and who keeps the partnership; otherwise `not_found`. Three rounds: the bet and its
 * members; its partnership, the first megabyte of that one's summaries, what it records of its work, and each commitment that may be read;
 * by key the summaries beyond that megabyte. Flat in observations and payments.
 */
export async function bigBetFactsOf(
  table: Table,
  asked: Asked & { readonly bigBetId: string },
): Promise<Result<OutcomeFacts>> {
  const named = namedSections("big-bet", asked.query.sections);
  if (!named.ok) return named;
  const { principal, query, now } = asked;
  const { organisationId: by } = principal;
  const [loaded, members, template] = await Promise.all([
    loadBigBet(table, asked.bigBetId),
    readMembers(table, asked.bigBetId),
    templateHead(table, query, by),
  ]);
  if (!loaded || !mayReadBigBet(loaded.state, by))
    return fail({ code: "not_found", detail: "There is no such big bet." });
  if (!template.ok) return template;
  const { state, head } = loaded;
  const { partnershipId, partnershipOwnerId } = state.bet;
  const own = ownMembers(state, members, by);
  const [found, first, second] = await Promise.all([
    readPartnership(table, partnershipId),
    needsFigures(named.value) ? firstOwnSummaries(table, partnershipId) : undefined,
    secondRound(table, asked, {
      commitmentIds: own.slice(0, MOST_COMMITMENTS).map(({ commitmentId }) => commitmentId),
      partnership: { id: partnershipId, backboneId: partnershipOwnerId },
      named: named.value,
      templateHead: template.value,
    }),
  ]);
  if (!second.ok) return second;
  const commitments = second.value.commitments;
  const seen = new Set(commitments.map(({ state: { commitment } }) => commitment.id));
  const shared = sharedWith(found, asked, partnershipId);
  const before = {
    kind: "big-bet" as const,
    subject: betSubject(state.bet, head),
    ...shared,
    strategyIds: new Set(shared.partnership?.strategies.map(({ id }) => id) ?? allocatedIn(commitments)),
    commitments,
    hasOthers: members.some(({ status, commitmentId }) => isBinding(status) && !seen.has(commitmentId)),
    isPartOfCommitments: own.length > MOST_COMMITMENTS,
    bet: bigBetView(state, head, { by, members }),
    named: named.value,
    second: second.value,
    first,
  };
  return ok(await lastRound(table, before, now));
}

/** The commitments of a bet whose terms an organisation may read: its own; all of them for who keeps the partnership. */
function ownMembers(state: BigBetState, members: readonly Member[], by: string): Member[] {
  const isBackbone = state.bet.partnershipOwnerId === by;
  return members.filter(({ funder }) => isBackbone || funder.organisationId === by);
}

/**
 * The facts of a partnership, for those who may read it; otherwise `not_found`. Three rounds: the partnership, the list of its
 * commitments and the first megabyte of its summaries; each commitment that may be read, and what the partnership records of its work;
 * the heads of stories and lessons, and by key the summaries beyond that megabyte. Flat in observations and payments.
 */
export async function partnershipFactsOf(
  table: Table,
  asked: Asked & { readonly partnershipId: string },
): Promise<Result<OutcomeFacts>> {
  return workOf(table, asked, undefined);
}

/**
 * The facts of one strategy, for those who may read its partnership; otherwise `not_found`. Three rounds, as of a partnership, but for
 * its summaries: those that the strategy leads to, by key.
 */
export async function strategyFactsOf(
  table: Table,
  asked: Asked & { readonly partnershipId: string; readonly strategyId: string },
): Promise<Result<OutcomeFacts>> {
  return workOf(table, asked, asked.strategyId);
}

async function workOf(
  table: Table,
  asked: Asked & { readonly partnershipId: string },
  strategyId: string | undefined,
): Promise<Result<OutcomeFacts>> {
  const { partnershipId, principal, query, now } = asked;
  const kind = strategyId === undefined ? ("partnership" as const) : ("strategy" as const);
  const named = namedSections(kind, query.sections);
  if (!named.ok) return named;
  const isAll = kind === "partnership" && needsFigures(named.value);
  const [found, listing, first, template] = await Promise.all([
    readPartnership(table, partnershipId),
    commitmentsTo(table, partnershipId),
    isAll ? firstOwnSummaries(table, partnershipId) : undefined,
    templateHead(table, query, principal.organisationId),
  ]);
  const readable = requireReadable(found, principal);
  if (!readable.ok) return readable;
  if (!template.ok) return template;
  const partnership = readable.value;
  const subject = workSubject(partnership, strategyId);
  if (!subject) return fail({ code: "not_found", detail: "This partnership has no such strategy." });
  const listed = listing(partnership, principal);
  const second = await secondRound(table, asked, {
    commitmentIds: listed.ids,
    partnership: { id: partnershipId, backboneId: partnership.head.backboneId },
    named: named.value,
    templateHead: template.value,
  });
  if (!second.ok) return second;
  const strategyIds = strategyId === undefined ? partnership.strategies.map(({ id }) => id) : [strategyId];
  const before = {
    kind,
    subject,
    partnership,
    strategyIds: new Set(strategyIds),
    commitments: second.value.commitments.filter((one) => allocatesTo(one, strategyId)),
    hasOthers: false,
    isPartOfCommitments: listed.isPart,
    named: named.value,
    second: second.value,
    first,
  };
  return ok(await lastRound(table, before, now));
}

/** The partnership where it may be read; else why its work is not there. */
function sharedWith(
  found: LoadedPartnership | undefined,
  { principal }: Asked,
  partnershipId: string | undefined,
): { readonly partnership?: LoadedPartnership; readonly missing?: Missing } {
  if (partnershipId === undefined) return { missing: "no-partnership" };
  if (!found || !mayRead(found, principal)) return { missing: "partnership-not-shared" };
  return { partnership: found };
}
