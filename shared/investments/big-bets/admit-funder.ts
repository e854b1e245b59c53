import { readOrganisation } from "../../identity/organisation.store.ts";
import { headKey } from "../../platform/aggregate.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";
import { commitmentPk } from "../commitment.store.ts";
import type { Commitment } from "../commitment.ts";
import { isBinding } from "../commitment-status.ts";
import type { AdmittedFunder } from "./admitted-funder.ts";
import { type BigBetState, LIMITS } from "./big-bet.ts";
import { readMembers } from "./member.store.ts";
import { memberHeads } from "./read-big-bet-facts.ts";
import { type BigBetCall, type BigBetDecision, type ChangedBigBet, workOnBigBet } from "./work-on-big-bet.ts";

type Deps = { readonly table: Table };
type OfFunder = BigBetCall & { readonly organisationId: string; readonly reason: string };

/**
 * Lets an organisation that signs in here commit to a bet and read it. Said again, name and reason are recorded anew, and the first
 * day and the funder's own word stay. `not_found` where there is no such organisation.
 */
export async function admitFunder(deps: Deps, call: OfFunder): Promise<Result<ChangedBigBet>> {
  const { organisationId, reason, now } = call;
  const organisation = await readOrganisation(deps.table, organisationId);
  return workOnBigBet(deps, call, {
    decide: (state) => {
      if (organisation?.keptBy !== organisationId || organisation.facts.status !== "active")
        return fail({ code: "not_found", detail: "There is no such organisation that signs in here." });
      if (state.bet.convenor.organisationId === organisationId)
        return fail({
          code: "conflict",
          detail: "The convenor commits to its own bet without being admitted.",
        });
      const present = state.funders.find((funder) => funder.organisationId === organisationId);
      if (!present && state.funders.length >= LIMITS.funders)
        return fail({ code: "conflict", detail: `A bet has at most ${LIMITS.funders} admitted funders.` });
      const funder = {
        organisationId,
        name: organisation.facts.name,
        admittedOn: present?.admittedOn ?? now.slice(0, 10),
        agreesToShow: present?.agreesToShow ?? false,
      };
      return ok({ action: "big-bet.funder-admitted", reason, next: withFunder(state, funder) });
    },
  });
}

/** Records whether an admitted funder agrees that the others see what it adds: said by that funder itself. */
export async function agreeToShow(
  deps: Deps,
  call: OfFunder & { readonly agreesToShow: boolean },
): Promise<Result<ChangedBigBet>> {
  const { organisationId, reason, agreesToShow } = call;
  return workOnBigBet(deps, call, {
    mayWrite: ({ funders }, author) =>
      author === organisationId && funders.some((each) => each.organisationId === author),
    decide: (state) => {
      const present = state.funders.find((funder) => funder.organisationId === organisationId);
      if (!present) return fail(notAdmitted);
      return ok({
        action: "big-bet.showing-decided",
        reason,
        next: withFunder(state, { ...present, agreesToShow }),
      });
    },
  });
}

/**
 * Ends an admission, for a reason: from now on the organisation finds nothing here, and what it intended counts no more. Refused with
 * `conflict` while a commitment of it is agreed or further. Those that are not are checked to be still as read by the transaction.
 */
export async function removeFunder(deps: Deps, call: OfFunder): Promise<Result<ChangedBigBet>> {
  const { bigBetId, organisationId } = call;
  const members = await readMembers(deps.table, bigBetId);
  const own = members.filter(({ funder }) => funder.organisationId === organisationId);
  const heads = await memberHeads(deps.table, own);
  return workOnBigBet(deps, call, { decide: (state) => decideRemoval(state, call, heads) });
}

const notAdmitted = { code: "not_found", detail: "This organisation is not admitted to the bet." } as const;
/** A transaction holds a hundred writes; nobody plans as many commitments to one bet. */
const MOST_CHECKED = 80;

function decideRemoval(
  state: BigBetState,
  { bigBetId, organisationId, reason }: OfFunder,
  heads: readonly { commitment: Commitment; version: number }[],
): Result<BigBetDecision> {
  if (!state.funders.some((funder) => funder.organisationId === organisationId)) return fail(notAdmitted);
  const own = heads.filter(({ commitment }) => commitment.bigBet?.id === bigBetId);
  if (own.some(({ commitment }) => isBinding(commitment.status)))
    return fail({
      code: "conflict",
      detail:
        "A commitment of this funder to the bet is agreed or further. It stays while that is part of the bet.",
    });
  const others = own.slice(0, MOST_CHECKED).map(
    ({ commitment, version }): Write => ({
      check: headKey(commitmentPk(commitment.id)),
      condition: { expression: "version = :version", values: { ":version": version } },
    }),
  );
  const funders = state.funders.filter((funder) => funder.organisationId !== organisationId);
  return ok({ action: "big-bet.funder-removed", reason, others, next: { ...state, funders } });
}

function withFunder(state: BigBetState, funder: AdmittedFunder): BigBetState {
  const others = state.funders.filter(({ organisationId }) => organisationId !== funder.organisationId);
  return { ...state, funders: [...others, funder] };
}
