import { loadBigBet, mayReadBigBet } from "../../investments/index.ts";
import { mayRead } from "../../partnerships/index.ts";
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

/**
 * Whether a report may be handed to some organisations: each must be allowed to read what it is of, and whatever in it is not its
 * maker's own. What is its maker's own is its maker's to hand over. Refused at each organisation that may not. One Query for a big bet.
 */
export async function mayBeHanded(
  table: Table,
  facts: OutcomeFacts | undefined,
  to: { readonly audience: readonly string[]; readonly makerId: string },
): Promise<Result<undefined>> {
  const { audience, makerId } = to;
  if (audience.length === 0) return ok(undefined);
  const isTakingPart = facts?.kind === "big-bet" ? await takesPart(table, facts.subject.id) : undefined;
  const errors = audience.flatMap((organisationId, index): ProblemPlace[] => {
    const reader = { organisationId };
    const detail = facts ? whyNot(facts, { reader, makerId, isTakingPart }) : OWN_PORTFOLIO;
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

type Handing = {
  readonly reader: { readonly organisationId: string };
  readonly makerId: string;
  readonly isTakingPart: ((organisationId: string) => boolean) | undefined;
};

function whyNot(facts: OutcomeFacts, { reader, makerId, isTakingPart }: Handing): string | undefined {
  const { kind, partnership, commitments, wanted } = facts;
  const isOwnWork = partnership?.head.backboneId === makerId;
  const isOfWork = kind === "partnership" || kind === "strategy";
  if (isTakingPart && !isTakingPart(reader.organisationId)) return NOT_READABLE;
  if (partnership && (isOfWork || !isOwnWork) && !mayRead(partnership, reader)) return NOT_READABLE;
  const unreadable = commitments.filter((one) => !mayReadTerms(one, reader.organisationId));
  if (kind === "commitment") return unreadable.length > 0 ? NOT_READABLE : undefined;
  const isTold = wanted.some(({ key }) => OF_COMMITMENTS.includes(key));
  const ofOthers = unreadable.filter(({ state }) => state.commitment.funder.organisationId !== makerId);
  return isTold && ofOthers.length > 0 ? OTHER_TERMS : undefined;
}

function mayReadTerms({ state: { commitment } }: CommitmentAsRead, organisationId: string): boolean {
  return [commitment.funder.organisationId, commitment.partnershipOwnerId].includes(organisationId);
}

async function takesPart(table: Table, bigBetId: string): Promise<(organisationId: string) => boolean> {
  const loaded = await loadBigBet(table, bigBetId);
  return (organisationId) => loaded !== undefined && mayReadBigBet(loaded.state, organisationId);
}
