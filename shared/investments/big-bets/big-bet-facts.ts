import { headKey } from "../../platform/aggregate.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Write } from "../../platform/transaction.ts";
import { commitmentPk, inStatus } from "../commitment.store.ts";
import type { Commitment } from "../commitment.ts";
import { COMMITMENT_STATUSES, isBinding } from "../commitment-status.ts";
import type { Milestone } from "../milestone.ts";

/**
 * What a commitment's rules need to know of a big bet, as it was read: which version, who takes part, and what of the plan stands.
 * `designGrants` are the commitments of its design phase that are agreed or further. The transaction that rests on it checks again.
 */
export type BigBetFacts = {
  readonly bigBetId: string;
  readonly pk: string;
  readonly version: number;
  /** Whose plan it is. */
  readonly partnershipId: string;
  readonly currency: string;
  readonly milestones: readonly Milestone[];
  /** The organisations that may commit: the convenor, and the admitted funders. */
  readonly admitted: readonly string[];
  readonly designGrants: readonly string[];
  readonly isDesignLeftOut: boolean;
};

/** The check that a bet is still at the version its facts were read at. */
export function bigBetStillAsRead(facts: BigBetFacts | undefined): Write[] {
  if (!facts) return [];
  const condition = { expression: "version = :version", values: { ":version": facts.version } };
  return [{ check: headKey(facts.pk), condition }];
}

/**
 * Whether a commitment, as it shall be, may say that it is part of a bet: its funder takes part; where it is linked to a partnership,
 * that is the one whose plan the bet is; and money for scale is agreed only after a design grant of the bet was, unless the plan says
 * that the design phase is left out. Another currency than the target's is no fault: it is listed apart. Answers what the transaction
 * has to check; or `validation_failed` at `/bigBet/id`, or `conflict`.
 */
export function checkBigBet(
  commitment: Pick<Commitment, "id" | "status" | "funder" | "partnershipId" | "bigBet">,
  facts: BigBetFacts | undefined,
): Result<readonly Write[]> {
  const { id, status, funder, partnershipId, bigBet } = commitment;
  if (!bigBet) return ok([]);
  if (facts?.bigBetId !== bigBet.id || !facts.admitted.includes(funder.organisationId))
    return fail(invalidAt("/bigBet/id", "There is no such big bet, or its convenor has not admitted you."));
  if (partnershipId !== undefined && partnershipId !== facts.partnershipId)
    return fail(
      invalidAt("/bigBet/id", "This big bet is the plan of another partnership than the commitment's."),
    );
  const needsDesign = bigBet.phase === "scale" && isBinding(status) && !facts.isDesignLeftOut;
  if (!needsDesign) return ok(bigBetStillAsRead(facts));
  const [grant] = facts.designGrants.filter((designGrant) => designGrant !== id);
  if (grant === undefined)
    return fail({
      code: "conflict",
      detail:
        "A design grant comes before a scale grant: none of this big bet is agreed yet. Agree one first, or let the convenor say in the plan why the design phase is left out.",
    });
  return ok([...bigBetStillAsRead(facts), stillADesignGrant(grant, bigBet.id)]);
}

const BINDING = COMMITMENT_STATUSES.filter(isBinding);

function stillADesignGrant(commitmentId: string, bigBetId: string): Write {
  const status = inStatus(BINDING);
  return {
    check: headKey(commitmentPk(commitmentId)),
    condition: {
      expression: `${status.expression} AND #bet.#id = :bet AND #bet.#phase = :design`,
      names: { ...status.names, "#bet": "bigBet", "#id": "id", "#phase": "phase" },
      values: { ...status.values, ":bet": bigBetId, ":design": "design" },
    },
  };
}
