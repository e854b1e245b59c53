import type { Principal } from "../../identity/principal.ts";
import { handInReport } from "../../investments/index.ts";
import type { Author } from "../../platform/history.ts";
import type { NewId } from "../../platform/id.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import type { Problem } from "../../platform/problem.ts";
import { type Table, TableBusy } from "../../platform/table.ts";
import type { FrozenReport } from "./frozen.ts";
import { findFrozen, stillIn } from "./submission.store.ts";
import { type Answer, frozenLast, type ReportSubmission, refName } from "./submission.ts";

/** Who hands a submission over. */
export type HandingOver = { readonly principal: Principal; readonly author: Author; readonly now: string };

/** What became of one requirement: handed in, refused by what it found, or left for the next call. */
export type HandedOver = {
  readonly commitmentId: string;
  readonly requirementNumber: number;
  readonly edition: number;
  readonly outcome: "handed-in" | "refused" | "waiting";
  readonly problem?: Problem;
};

const AT_ONCE = 8;

/**
 * Hands in what was frozen last, requirement by requirement, through the use case of investments: each is a transaction of its commitment,
 * which also checks that the submission still stands as it was read. However often and from wherever this is begun again, also side by
 * side, each requirement gets the edition once. Eight commitments at once; what the table was too busy for waits for the next call. One
 * BatchGet, then a Query, a GetItem and a transaction each.
 */
export async function handOver(
  deps: { readonly table: Table; readonly newId: NewId },
  submission: ReportSubmission,
  call: HandingOver,
): Promise<HandedOver[]> {
  const answers = frozenLast(submission);
  const frozen = await findFrozen(deps.table, submission.id, answers);
  const groups = [...Map.groupBy(answers, ({ commitmentId }) => commitmentId).values()];
  const handed = await inParallel(groups, AT_ONCE, async (group) => {
    const outcomes: HandedOver[] = [];
    for (const answer of group) {
      const report = frozen.get(refName(answer));
      if (!report) throw new Error(`Nothing is frozen for ${refName(answer)} in ${submission.id}.`);
      outcomes.push(await handInOne(deps, { submission, answer, report }, call));
    }
    return outcomes;
  });
  return handed.flat();
}

type One = { readonly submission: ReportSubmission; readonly answer: Answer; readonly report: FrozenReport };

async function handInOne(
  deps: { readonly table: Table; readonly newId: NewId },
  { submission, answer, report }: One,
  call: HandingOver,
): Promise<HandedOver> {
  const { commitmentId, requirementNumber, edition } = answer;
  const said = { commitmentId, requirementNumber, edition };
  const { contentHash, documentIds } = report;
  const { principal, author, now } = call;
  try {
    const handed = await handInReport(deps, {
      ...{ principal, author, now },
      id: commitmentId,
      requirementNumber,
      report: { submissionId: submission.id, edition, contentHash },
      documentIds,
      rests: [stillIn(submission)],
    });
    if (handed.ok || handed.problem.code === "already_exists") return { ...said, outcome: "handed-in" };
    const outcome = handed.problem.code === "version_conflict" ? "waiting" : "refused";
    return { ...said, outcome, problem: handed.problem };
  } catch (error) {
    if (error instanceof TableBusy) return { ...said, outcome: "waiting" };
    throw error;
  }
}
