import type { Principal } from "../../identity/principal.ts";
import { commitmentsPage, readCommitment, toCommitment } from "../../investments/index.ts";
import { type FirstSummaries, findOwnSummaries, type Summary } from "../../measurement/index.ts";
import {
  type LoadedPartnership,
  NO_PRACTICE,
  type Practice,
  type PracticeLists,
  practiceFrom,
  practiceLists,
} from "../../partnerships/index.ts";
import { ok, type Result } from "../../platform/result.ts";
import type { Item, Table } from "../../platform/table.ts";
import type { CommitmentAsRead } from "../subject-facts.ts";
import { indicatorsOf } from "./compose-outcome-report.ts";
import type { OutcomeFacts } from "./outcome-facts.ts";
import { type NamedTemplate, templateAt } from "./read-template.ts";
import { inManner, needsFigures, practiceOf, type SectionQuery, type Wanted } from "./section-keys.ts";

/** The most commitments that one report reads, each with a Query of its own. */
export const MOST_COMMITMENTS = 25;

/** Who asks for a report, when, and in which sections. */
export type Asked = {
  readonly principal: Principal;
  readonly query: SectionQuery;
  readonly now: string;
};

/** What the second round of every report brings beside what is particular to its kind. */
export type SecondRound = {
  readonly commitments: readonly CommitmentAsRead[];
  readonly lists: PracticeLists | undefined;
  readonly template: NamedTemplate | undefined;
};

/**
 * The second round: commitments by their ids (a Query each, strongly consistent), what the partnership records of its work (a Query of an
 * index a list), and the version of the template. All side by side.
 */
export async function secondRound(
  table: Table,
  asked: Asked,
  given: {
    readonly commitmentIds: readonly string[];
    readonly partnership: { readonly id: string; readonly backboneId: string } | undefined;
    readonly named: readonly Wanted[];
    readonly templateHead: Item | undefined;
  },
): Promise<Result<SecondRound>> {
  const { partnership, named } = given;
  const wanted = practiceOf(named);
  const isPractice = partnership !== undefined && wanted.size > 0;
  const [commitments, lists, template] = await Promise.all([
    readCommitments(table, given.commitmentIds, asked.principal),
    isPractice
      ? practiceLists(table, { partnershipId: partnership.id, backboneId: partnership.backboneId, wanted })
      : undefined,
    templateAt(table, asked.query, given.templateHead),
  ]);
  return template.ok ? ok({ commitments, lists, template: template.value }) : template;
}

/** Commitments that the principal may read, in order of their ids: a Query each, side by side. */
async function readCommitments(
  table: Table,
  ids: readonly string[],
  principal: Principal,
): Promise<CommitmentAsRead[]> {
  const found = await Promise.all([...ids].sort().map((id) => readCommitment(table, id, principal)));
  return found.flatMap((one) => (one.ok ? [asRead(one.value)] : []));
}

/** A loaded commitment as a report cites it. */
export function asRead({
  state,
  head,
}: {
  readonly state: CommitmentAsRead["state"];
  readonly head: { readonly version: number; readonly recordedAt: string };
}): CommitmentAsRead {
  return { state, version: head.version, recordedAt: head.recordedAt };
}

/** What the facts of a report are before their last round. */
export type BeforeLast = Omit<OutcomeFacts, "summaries" | "practice" | "wanted" | "template" | "now"> & {
  readonly named: readonly Wanted[];
  readonly second: SecondRound;
  /** The first page of the partnership's summaries, where it was read already. */
  readonly first?: FirstSummaries | undefined;
};

/**
 * The last round: by key the summaries that are needed and not read yet, and the heads of stories and lessons. Without a partnership
 * that may be read there is nothing to read.
 */
export async function lastRound(table: Table, before: BeforeLast, now: string): Promise<OutcomeFacts> {
  const { named, second, first, ...rest } = before;
  const { partnership } = rest;
  const at = partnership && { partnershipId: partnership.head.id, now };
  const needed = needsFigures(named) ? [...indicatorsOf(rest)] : [];
  const [summaries, practice] = await Promise.all([
    at ? summariesOf(table, at.partnershipId, { needed, first }) : [],
    at && second.lists ? practiceFrom(table, second.lists, at) : NO_PRACTICE,
  ]);
  const { wanted, notDrawn } = inManner(named, second.template);
  const { id, version, name } = second.template ?? {};
  return {
    ...rest,
    wanted,
    ...(id !== undefined && version !== undefined && name !== undefined
      ? { template: { id, version, name, notDrawn: [...notDrawn] } }
      : {}),
    summaries,
    practice: practice satisfies Practice,
    now,
  };
}

async function summariesOf(
  table: Table,
  partnershipId: string,
  { needed, first }: { readonly needed: readonly string[]; readonly first: FirstSummaries | undefined },
): Promise<Summary[]> {
  const missing = first ? first.beyond(needed) : needed;
  const more = missing.length === 0 ? [] : await findOwnSummaries(table, partnershipId, missing);
  return [...(first?.summaries ?? []), ...more];
}

/** The commitments of a partnership that somebody may read, by its list. */
type Listed = {
  readonly ids: readonly string[];
  readonly isPart: boolean;
};

/** The commitments to a partnership: those of whoever asks, all of them for its backbone. One Query of an index, a page of a hundred. */
export async function commitmentsTo(
  table: Table,
  partnershipId: string,
): Promise<(partnership: LoadedPartnership, principal: Principal) => Listed> {
  const page = await commitmentsPage(table, { of: "partnership", partnershipId }, { limit: 100 });
  const all = page.items.map((item) => toCommitment(item).commitment);
  return ({ head }, { organisationId }) => {
    const isOwner = head.backboneId === organisationId;
    const own = all.filter(({ funder }) => isOwner || funder.organisationId === organisationId);
    return {
      ids: own.slice(0, MOST_COMMITMENTS).map(({ id }) => id),
      isPart: own.length > MOST_COMMITMENTS || page.next !== undefined,
    };
  };
}
