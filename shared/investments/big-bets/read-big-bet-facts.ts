import { headKey } from "../../platform/aggregate.ts";
import { ok, type Result } from "../../platform/result.ts";
import { getItems, type Table } from "../../platform/table.ts";
import { commitmentPk, toCommitment } from "../commitment.store.ts";
import type { Commitment } from "../commitment.ts";
import { isBinding } from "../commitment-status.ts";
import { bigBetPk, loadBigBet, requireReadable } from "./big-bet.store.ts";
import type { BigBetFacts } from "./big-bet-facts.ts";
import { readMembers } from "./member.store.ts";
import type { Member } from "./member.ts";

/**
 * The facts of a bet that an organisation may read, or `not_found`. Bet and members in one round; where it has commitments for design,
 * their heads in a second one, strongly consistent: the members, which follow the stream, only say where to look.
 */
export async function bigBetFacts(
  table: Table,
  bigBetId: string,
  organisationId: string,
): Promise<Result<BigBetFacts>> {
  const [loaded, members] = await Promise.all([loadBigBet(table, bigBetId), readMembers(table, bigBetId)]);
  const readable = requireReadable(loaded, organisationId);
  if (!readable.ok) return readable;
  const { state, head } = readable.value;
  const { bet, funders, milestones } = state;
  const designs = await memberHeads(
    table,
    members.filter(({ phase }) => phase === "design"),
  );
  const granted = designs.filter(
    ({ commitment: { status, bigBet } }) =>
      bigBet?.id === bigBetId && bigBet.phase === "design" && isBinding(status),
  );
  return ok({
    bigBetId,
    pk: bigBetPk(bigBetId),
    version: head.version,
    partnershipId: bet.partnershipId,
    currency: bet.currency,
    milestones,
    admitted: [bet.convenor.organisationId, ...funders.map((funder) => funder.organisationId)],
    designGrants: granted.map(({ commitment }) => commitment.id).sort(),
    isDesignLeftOut: bet.designLeftOut !== undefined,
  });
}

/** The heads of members' commitments as they stand, strongly consistent. One round; none where there are no members. */
export async function memberHeads(
  table: Table,
  members: readonly Pick<Member, "commitmentId">[],
): Promise<{ commitment: Commitment; version: number }[]> {
  if (members.length === 0) return [];
  const keys = members.map(({ commitmentId }) => headKey(commitmentPk(commitmentId)));
  return (await getItems(table, keys, { consistent: true })).map(toCommitment);
}
