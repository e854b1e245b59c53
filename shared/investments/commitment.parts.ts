import { attributesOf, HEAD, LEDGER, type Part } from "../platform/aggregate.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { defined } from "../platform/defined.ts";
import type { Item } from "../platform/table.ts";
import { OPEN_PROPOSAL, proposalPart, toProposal } from "./amendments/proposal.parts.ts";
import {
  type Allocation,
  AllocationSchema,
  type Commitment,
  CommitmentSchema,
  type CommitmentState,
} from "./commitment.ts";
import { isBinding } from "./commitment-status.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { MatchContributionSchema } from "./match-contribution.ts";
import { MilestoneSchema } from "./milestone.ts";
import { requirementPart } from "./requirements/requirement.store.ts";
import { RequirementSchema } from "./requirements/requirement.ts";
import { NO_TOTALS } from "./totals.ts";
import { openMinor, type Tranche, TrancheSchema } from "./tranche.ts";

const DETAILS = "C#DETAILS";
const FLOWS = "C#FLOWS";
const TRANCHE = "C#TRANCHE#";
const ALLOCATION = "C#ALLOC#";
const MILESTONE = "C#MILE#";
const CONTRIBUTION = "C#MATCH#";
const REQUIREMENT = "C#REQ#";

/** A commitment from the attributes of its parts by sort key, each of them parsed; undefined where there is no head. */
export function fromParts(parts: ReadonlyMap<string, Record<string, unknown>>): CommitmentState | undefined {
  const head = parts.get(HEAD);
  if (!head) return undefined;
  const under = <T>(prefix: string, parse: (attributes: Record<string, unknown>) => T) =>
    [...parts].filter(([sk]) => sk.startsWith(prefix)).map(([, attributes]) => parse(attributes));
  return {
    commitment: commitmentOf({ ...head, ...parts.get(DETAILS), flows: parts.get(FLOWS) ?? {} }),
    tranches: under(TRANCHE, (each) => TrancheSchema().parse(each)),
    allocations: under(ALLOCATION, (each) => AllocationSchema().parse(each)),
    milestones: under(MILESTONE, (each) => MilestoneSchema().parse(each)),
    contributions: under(CONTRIBUTION, (each) => MatchContributionSchema().parse(each)),
    requirements: under(REQUIREMENT, (each) => RequirementSchema().parse(each)),
    proposals: under(OPEN_PROPOSAL, toProposal),
  };
}

/** A commitment from its stored attributes, in which each total stands by itself. */
export function commitmentOf(attributes: Readonly<Record<string, unknown>>): Commitment {
  const isTotal = ([name]: readonly [string, unknown]) => name in NO_TOTALS;
  const entries = Object.entries(attributes);
  const totals = Object.fromEntries(entries.filter(isTotal));
  const fields = Object.fromEntries(entries.filter((entry) => !isTotal(entry)));
  return CommitmentSchema().parse({ ...fields, totals });
}

/** All parts that a commitment is stored as, the head first. */
export function partsOf(state: CommitmentState): Part[] {
  const { commitment } = state;
  const numbered = (prefix: string, type: string) => (part: { number: number }) => ({
    sk: numberedKey(prefix, part.number),
    type,
    attributes: part,
  });
  return [
    headPart(commitment),
    ...partsBesideHead(commitment),
    ...state.tranches.map((tranche) => tranchePart(commitment, tranche)),
    ...state.allocations.map(allocationPart),
    ...state.milestones.map(numbered(MILESTONE, "milestone")),
    ...state.contributions.map(numbered(CONTRIBUTION, "match-contribution")),
    ...state.requirements.map((requirement) => requirementPart(commitment, requirement)),
    ...state.proposals.map((proposal) => proposalPart(commitment, proposal)),
  ];
}

/** Whether a part differs from what is stored: compared as canonical JSON, its places in the indexes included. */
export function differs(before: Item | undefined, part: Part): boolean {
  if (!before) return true;
  const { ownerPk, ownerSk, partyPk, partySk } = before;
  const stored = { ...attributesOf(before), ownerPk, ownerSk, partyPk, partySk };
  return canonicalJson(stored) !== canonicalJson({ ...part.attributes, ...part.index });
}

/** The sort key of a numbered part: three digits, so that parts sort as they are numbered. */
export function numberedKey(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(3, "0")}`;
}

function headPart(commitment: Commitment): Part {
  const { flows: _, totals, ...all } = commitment;
  const fields = Object.fromEntries(Object.entries(all).filter(([name]) => !isDetail(name)));
  // Each total is an attribute, so that the history keeps only those that moved.
  const attributes = { ...fields, ...totals };
  const { id, funder, partnershipId } = commitment;
  return {
    sk: HEAD,
    type: "commitment",
    attributes,
    index: {
      ownerPk: `ORG#${funder.organisationId}#CMT`,
      ownerSk: id,
      ...(partnershipId ? { partyPk: `PRT#${partnershipId}#CMT`, partySk: id } : {}),
    },
  };
}

/** What may be long, and what no list and no rule of another commitment reads of a head. */
const DETAIL_FIELDS = [
  "description",
  "fiscalSponsor",
  "regrants",
  "sectors",
  "outcomeIds",
  "indirect",
  "expenditureResponsibility",
  "match",
  "budget",
] as const satisfies readonly (keyof Commitment)[];

function isDetail(name: string): boolean {
  return DETAIL_FIELDS.some((field) => field === name);
}

/**
 * What may be long, and what grows with the years, lies beside the head, which is written with every payment and which two indexes
 * repeat. Of what moved, a month is an attribute, so that the history keeps only the month that changed.
 */
function partsBesideHead(commitment: Commitment): Part[] {
  const details = Object.fromEntries(Object.entries(commitment).filter(([name]) => isDetail(name)));
  return [
    { sk: DETAILS, type: "commitment-details", attributes: defined(details) },
    { sk: FLOWS, type: "flows", attributes: commitment.flows },
  ].filter(({ attributes }) => Object.keys(attributes).length > 0);
}

/** A tranche is listed by the month in which it falls due, for as long as money of a binding commitment is open in it. */
function tranchePart(commitment: Commitment, tranche: Tranche): Part {
  const isDue = isBinding(commitment.status) && openMinor(tranche) > 0;
  const number = String(tranche.number).padStart(3, "0");
  const index = {
    ownerPk: `ORG#${commitment.funder.organisationId}#DUE#${tranche.dueOn.slice(0, 7)}`,
    ownerSk: `${tranche.dueOn}#${commitment.id}#${number}`,
  };
  const sk = numberedKey(TRANCHE, tranche.number);
  return { sk, type: "tranche", attributes: tranche, ...(isDue ? { index } : {}) };
}

function allocationPart(allocation: Allocation): Part {
  const { strategyId, startOn } = allocation;
  const sk = `${ALLOCATION}${strategyId}${startOn === undefined ? "" : `#${startOn}`}`;
  return { sk, type: "allocation", attributes: allocation };
}

/** An entry is listed in its funder's journal by the month it is booked in. */
export function entryPart(commitment: Pick<Commitment, "id" | "funder">, entry: LedgerEntry): Part {
  const index = {
    ownerPk: `ORG#${commitment.funder.organisationId}#LEDGER#${entry.on.slice(0, 7)}`,
    ownerSk: `${entry.on}#${commitment.id}#${String(entry.sequence).padStart(6, "0")}`,
  };
  return { sk: `${LEDGER}${entry.id}`, type: "ledger-entry", attributes: entry, index, sealed: true };
}
