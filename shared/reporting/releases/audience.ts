import { loadBigBet, loadCommitment, mayReadBigBet } from "../../investments/index.ts";
import { mayRead, readPartnership } from "../../partnerships/index.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import type { ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { OutcomeFacts } from "../outcome/outcome-facts.ts";
import type { SectionKey } from "../outcome/section-keys.ts";
import type { CommitmentAsRead } from "../subject-facts.ts";

/** Sections in which terms of commitments stand, or what is told of them. */
const OF_COMMITMENTS: readonly SectionKey[] = [
  "money",
  "line-of-sight",
  "requirements",
  "notes",
  "provenance",
];

/** Whether terms of commitments stand in a report, or what is told of them. */
export function tellsOfCommitments({ wanted }: Pick<OutcomeFacts, "wanted">): boolean {
  return wanted.some(({ key }) => OF_COMMITMENTS.includes(key));
}

/**
 * Whether a report may be handed to some organisations: each must be allowed to read what it is of, and whatever in it is not its
 * maker's own. What is its maker's own is its maker's to hand over. Refused at each organisation that may not. One Query for a big bet; of
 * a report of the past one more for its partnership and one for each commitment, whose readers are those of today.
 */
export async function mayBeHanded(
  table: Table,
  facts: OutcomeFacts | undefined,
  to: { readonly audience: readonly string[]; readonly makerId: string },
): Promise<Result<undefined>> {
  const { audience, makerId } = to;
  if (audience.length === 0) return ok(undefined);
  const [isTakingPart, now] = await Promise.all([
    facts?.kind === "big-bet" ? takesPart(table, facts.subject.id) : undefined,
    facts && withReadersOfToday(table, facts),
  ]);
  const errors = audience.flatMap((organisationId, index): ProblemPlace[] => {
    const reader = { organisationId };
    const detail = now ? whyNot(now, { reader, makerId, isTakingPart }) : OWN_PORTFOLIO;
    return detail === undefined ? [] : [{ pointer: `/audience/${index}`, detail }];
  });
  if (errors.length === 0) return ok(undefined);
  const detail =
    "A release is handed to those who may read what it is of. Take the others out, or share that first.";
  return fail({ code: "validation_failed", detail, errors });
}

const OWN_PORTFOLIO = "A portfolio is read by its own organisation alone.";
const NOT_READABLE = "This organisation may not read what the report is of.";
const OTHER_TERMS =
  "The report tells of commitments that this organisation may not read. Leave out money, line-of-sight, requirements, notes and provenance.";

const WIDTH = 10;

/** The facts with those who may read them now: facts of the past tell with whom things were shared then. */
async function withReadersOfToday(table: Table, facts: OutcomeFacts): Promise<OutcomeFacts> {
  const { partnership, commitments, asOf } = facts;
  if (asOf === undefined) return facts;
  const [now, states] = await Promise.all([
    partnership && readPartnership(table, partnership.head.id),
    inParallel(commitments, WIDTH, async ({ state }) => loadCommitment(table, state.commitment.id)),
  ]);
  return {
    ...facts,
    ...(partnership ? { partnership: now ?? { ...partnership, shares: [] } } : {}),
    commitments: commitments.map((one, index) => ({ ...one, state: states[index]?.state ?? one.state })),
  };
}

type Handing = {
  readonly reader: { readonly organisationId: string };
  readonly makerId: string;
  readonly isTakingPart: ((organisationId: string) => boolean) | undefined;
};

function whyNot(facts: OutcomeFacts, { reader, makerId, isTakingPart }: Handing): string | undefined {
  const { kind, partnership, commitments } = facts;
  const isOwnWork = partnership?.head.backboneId === makerId;
  const isOfWork = kind === "partnership" || kind === "strategy";
  if (isTakingPart && !isTakingPart(reader.organisationId)) return NOT_READABLE;
  if (partnership && (isOfWork || !isOwnWork) && !mayRead(partnership, reader)) return NOT_READABLE;
  const unreadable = commitments.filter((one) => !mayReadTerms(one, reader.organisationId));
  if (kind === "commitment") return unreadable.length > 0 ? NOT_READABLE : undefined;
  const ofOthers = unreadable.filter(({ state }) => state.commitment.funder.organisationId !== makerId);
  return tellsOfCommitments(facts) && ofOthers.length > 0 ? OTHER_TERMS : undefined;
}

function mayReadTerms({ state: { commitment } }: CommitmentAsRead, organisationId: string): boolean {
  return [commitment.funder.organisationId, commitment.partnershipOwnerId].includes(organisationId);
}

async function takesPart(table: Table, bigBetId: string): Promise<(organisationId: string) => boolean> {
  const loaded = await loadBigBet(table, bigBetId);
  return (organisationId) => loaded !== undefined && mayReadBigBet(loaded.state, organisationId);
}
