import type { Principal } from "../../identity/principal.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { CommitmentState } from "../commitment.ts";
import type { CommitmentStatus } from "../commitment-status.ts";
import { readCommitment } from "../read-commitment.ts";
import type { ReadRuleFacts, RuleFacts } from "../rule-facts.ts";
import type { RuleNames } from "../rule-in-words.ts";
import { type AwardLetter, composeAwardLetter } from "./award-letter.ts";

/** Nothing was awarded yet, or nothing is any more. */
const WITHOUT_LETTER: readonly CommitmentStatus[] = ["draft", "intended", "cancelled"];

/**
 * The award letter of a commitment, for whoever may read that: made from the record as it stands, and naming its version. Refused
 * with `not_found`, and `conflict` before the board approved it or once it was cancelled. One round, and one more where payment
 * rules name things of other contexts; what the caller may not see there is named by its id.
 */
export async function readAwardLetter(
  table: Table,
  asked: { readonly id: string; readonly principal: Principal; readonly readFacts: ReadRuleFacts },
): Promise<Result<AwardLetter>> {
  const loaded = await readCommitment(table, asked.id, asked.principal);
  if (!loaded.ok) return loaded;
  const { state, head } = loaded.value;
  const { status } = state.commitment;
  if (WITHOUT_LETTER.includes(status))
    return fail({
      code: "conflict",
      detail: `The commitment is ${status}: an award letter is made from approval on.`,
    });
  const facts = await asked.readFacts(state.commitment, { tranches: state.tranches });
  return ok(composeAwardLetter(state, head, namesOf(state, facts)));
}

/** What the things are called that the payment rules of a commitment name. */
export function namesOf(
  state: Pick<CommitmentState, "milestones" | "requirements">,
  facts: Pick<RuleFacts, "measures" | "bigBet">,
): RuleNames {
  const titles = (all: readonly { readonly number: number; readonly title: string }[]) =>
    new Map(all.map(({ number, title }) => [number, title]));
  return {
    milestones: titles(state.milestones),
    planMilestones: titles(facts.bigBet?.milestones ?? []),
    requirements: titles(state.requirements),
    indicators: new Map(facts.measures.map(({ indicatorId, name }) => [indicatorId, name])),
  };
}
