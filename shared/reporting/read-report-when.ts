import type { Principal } from "../identity/principal.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { composeReport } from "./compose-report.ts";
import { factsWhen } from "./outcome/read-outcome-report.ts";
import type { Report } from "./report.ts";
import type { When } from "./when.ts";

/**
 * The whole report of a commitment as it was recorded by an instant, or as it held on a day, for those who may read it now. At the cost,
 * and with the refusals, of `readOutcomeReport`: linear in changes where it is of an instant, three rounds where it is only of a day.
 */
export async function readReportWhen(
  table: Table,
  asked: {
    readonly commitmentId: string;
    readonly principal: Principal;
    readonly when: When;
    readonly now: string;
  },
): Promise<Result<Report>> {
  const { commitmentId, principal, when, now } = asked;
  // Figures alone: this report draws on nothing else that a partnership records.
  const query = { ...when, sections: "outcomes" };
  const facts = await factsWhen(table, { kind: "commitment", commitmentId }, { principal, query, now });
  if (!facts.ok) return facts;
  const { commitments, partnership, summaries, areProtected, asOf, validOn } = facts.value;
  const [commitment] = commitments;
  if (!commitment) throw new Error(`The facts of ${commitmentId} hold no commitment.`);
  return ok(
    composeReport({
      commitment,
      ...(partnership ? { partnership } : {}),
      summaries,
      areProtected,
      when: { asOf, validOn },
      now,
    }),
  );
}
