import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { merge } from "../platform/merge-patch.ts";
import { invalidAt, type Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { checkBigBet } from "./big-bets/big-bet-facts.ts";
import { checkTerms } from "./check-terms.ts";
import {
  type Commitment,
  CommitmentSchema,
  type CommitmentState,
  DescriptionFieldsSchema,
} from "./commitment.ts";
import { isPlanned } from "./commitment-status.ts";
import { knownOrganisations, partiesOf, strangersAmong } from "./known-parties.ts";
import { type PartnershipFacts, stillAsRead } from "./partnership-facts.ts";
import { ReasonSchema } from "./reason.ts";
import { dividable } from "./shares.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** The descriptive fields that shall change, and why; `null` takes away what may be absent. Money moves by the ledger only. */
export const CommitmentPatchSchema = lazy(() => {
  const fields = DescriptionFieldsSchema().omit({ externalIds: true });
  const { title, recipient, startOn, endOn } = fields.shape;
  const optional = fields.omit({ title: true, recipient: true, startOn: true, endOn: true }).shape;
  return z
    .strictObject({
      ...nullable(optional),
      title: title.optional(),
      recipient: recipient.optional(),
      startOn: startOn.optional(),
      endOn: endOn.optional(),
      reason: ReasonSchema(),
    })
    .meta({ id: "CommitmentPatch" });
});

type Nullable<S extends z.ZodRawShape> = { [K in keyof S]: z.ZodOptional<z.ZodNullable<S[K]>> };

function nullable<S extends z.ZodRawShape>(shape: S): Nullable<S> {
  const entries = Object.entries(shape).map(([name, field]) => [name, (field as z.ZodType).nullish()]);
  // The names are those of the shape; fromEntries forgets them.
  return Object.fromEntries(entries) as Nullable<S>;
}
export type CommitmentPatch = z.infer<ReturnType<typeof CommitmentPatchSchema>>;

/** What an agreement fixes: from then on it is changed by an amendment, with a second person. */
export const AGREED_FIELDS = [
  "recipient",
  "startOn",
  "endOn",
  "restriction",
  "fiscalSponsor",
  "budget",
] as const;

/**
 * Changes what describes a commitment. Refused with `conflict` for what an agreement fixes, at `/partnershipId` for moving it to
 * another partnership while money is allocated to strategies, and as `checkBigBet` does.
 */
export async function changeCommitment(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly patch: CommitmentPatch; readonly partnership?: PartnershipFacts },
): Promise<Result<Changed>> {
  const { reason, ...fields } = call.patch;
  const wantsFacts = (state: CommitmentState) => ({ tranches: [], bigBetId: betOf(state, fields)?.id });
  const parties = partiesOf(fields);
  const known = await knownOrganisations(deps.table, call.principal.organisationId, parties);
  return workOnCommitment(deps, { ...call, wantsFacts, reason }, (state, { facts }): Result<Decision> => {
    const refused = refusalOf(state, fields);
    if (refused) return fail(refused);
    const changed = CommitmentSchema().parse(merge(state.commitment, fields));
    if (changed.endOn !== undefined && changed.endOn < changed.startOn)
      return fail(invalidAt("/endOn", "It ends before it starts."));
    const { currency } = state.commitment;
    const terms = checkTerms(fields, { currency, amountMinor: dividable(state.commitment) });
    if (terms.length > 0)
      return fail({
        code: "validation_failed",
        detail: "The terms do not fit the commitment.",
        errors: terms,
      });
    const moves = movesPartnership(state, fields);
    const next: CommitmentState = {
      ...state,
      commitment: moves ? ownedBy(changed, call.partnership) : changed,
    };
    const errors = strangersAmong(parties, known, next.commitment.partnershipOwnerId);
    if (errors.length > 0) return fail({ code: "validation_failed", detail: "It names a stranger.", errors });
    const bet = betOf(state, fields) ? checkBigBet(next.commitment, facts.bigBet) : ok([]);
    if (!bet.ok) return bet;
    const others = [...stillAsRead(call.partnership), ...bet.value];
    return ok({ action: "commitment.changed", next, others });
  });
}

/** Who may read a commitment follows the partnership that it is linked to. */
function ownedBy(commitment: Commitment, partnership: PartnershipFacts | undefined): Commitment {
  const { partnershipOwnerId: _, ...rest } = commitment;
  return partnership ? { ...rest, partnershipOwnerId: partnership.ownerId } : rest;
}

type Fields = Omit<CommitmentPatch, "reason">;

function movesPartnership({ commitment }: CommitmentState, { partnershipId }: Fields): boolean {
  return partnershipId !== undefined && partnershipId !== commitment.partnershipId;
}

/** The bet that it becomes part of, or that it stays part of while it moves to another partnership. */
function betOf(state: CommitmentState, fields: Fields): Commitment["bigBet"] {
  if (fields.bigBet !== undefined) return fields.bigBet ?? undefined;
  return movesPartnership(state, fields) ? state.commitment.bigBet : undefined;
}

function refusalOf(state: CommitmentState, fields: Fields): Problem | undefined {
  if (movesPartnership(state, fields) && state.allocations.length > 0)
    return invalidAt(
      "/partnershipId",
      "Remove its allocations first: they name strategies of the other partnership.",
    );
  if (isPlanned(state.commitment.status)) return undefined;
  const fixed = AGREED_FIELDS.filter((name) => fields[name] !== undefined);
  if (fixed.length === 0) return undefined;
  const detail = `The agreement fixes ${fixed.join(", ")}: propose an amendment.`;
  return {
    code: "conflict",
    detail,
    errors: fixed.map((name) => ({ pointer: `/${name}`, detail: "Changed by an amendment only." })),
  };
}
