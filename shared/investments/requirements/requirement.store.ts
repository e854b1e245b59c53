import * as z from "zod";
import { attributesOf, type Part } from "../../platform/aggregate.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Position, queryPage, type Table } from "../../platform/table.ts";
import type { Commitment } from "../commitment.ts";
import { isBinding } from "../commitment-status.ts";
import type { Requirement } from "./requirement.ts";
import { isOutstanding, RequirementSchema } from "./requirement.ts";

/** From whose side requirements are listed: who asks for the report, or whose duty it is. */
export type RequirementSide = "funder" | "responsible";

/** A requirement beside what a list says of its commitment, which its responsible organisation may not be able to read. */
const ListedSchema = lazy(() =>
  RequirementSchema().extend({ commitmentTitle: z.string(), funderName: z.string() }),
);
export type ListedRequirement = z.infer<ReturnType<typeof ListedSchema>> & {
  readonly commitmentId: string;
  readonly funderId: string;
};

/**
 * A requirement as it is stored. While it is neither accepted nor waived, and its commitment binds, it is listed by the month it is
 * due in: with the funder, and with the organisation whose duty it is. Of a mere plan, that organisation learns nothing.
 */
export function requirementPart(commitment: Commitment, requirement: Requirement): Part {
  const { number, dueOn, responsible } = requirement;
  const sort = `${dueOn}#${commitment.id}#${digitsOf(number)}`;
  const month = dueOn.slice(0, 7);
  const party = responsible.organisationId;
  const index = {
    ownerPk: listOf(commitment.funder.organisationId, month),
    ownerSk: sort,
    ...(party === undefined ? {} : { partyPk: listOf(party, month), partySk: sort }),
  };
  const isListed = isBinding(commitment.status) && isOutstanding(requirement);
  return {
    sk: requirementKey(number),
    type: "requirement",
    attributes: { ...requirement, commitmentTitle: commitment.title, funderName: commitment.funder.name },
    ...(isListed ? { index } : {}),
  };
}

/** A page of the outstanding requirements that are due in one month ("2026-09"), by day. One Query on an index, eventually consistent. */
export async function requirementsPage(
  table: Table,
  options: { side: RequirementSide; organisationId: string; month: string; limit: number; from?: Position },
): Promise<{ items: ListedRequirement[]; next?: Position }> {
  const { side, organisationId, month, ...paging } = options;
  const index = side === "funder" ? "byOwner" : "byParty";
  const page = await queryPage(table, { index, partition: listOf(organisationId, month), ...paging });
  const items = page.items.map((item) => ({
    ...ListedSchema().parse(attributesOf(item)),
    commitmentId: item.pk.slice("CMT#".length),
    funderId: String(item.ownerId),
  }));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

/** The sort key of a requirement in its commitment's partition; without a number, what all of them begin with. */
export function requirementKey(number?: number): string {
  return `C#REQ#${number === undefined ? "" : digitsOf(number)}`;
}

function digitsOf(number: number): string {
  return String(number).padStart(3, "0");
}

function listOf(organisationId: string, month: string): string {
  return `ORG#${organisationId}#REQ#${month}`;
}
