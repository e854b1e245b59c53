import * as z from "zod";
import { DEFAULT_POLICY } from "../disclosure/index.ts";
import { PROGRESS_RULES } from "../measurement/index.ts";
import { lazy } from "../platform/lazy.ts";
import { minimumBeside, type ReadUnder } from "../publication/access/index.ts";

/** How figures of a report are made: each rule set with its version, and what it does in words. */
export const MethodSchema = lazy(() =>
  z.strictObject({ id: z.string(), version: z.string(), text: z.string() }).meta({ id: "ReportMethod" }),
);
export type Method = z.infer<ReturnType<typeof MethodSchema>>;

/** The version of how a report is composed: raised when equal facts would give other figures. */
export const COMPOSITION_VERSION = "1";

/** The methods of every report, and the data use agreements under which this one shows figures that others do not see. */
export function methods(opened: readonly ReadUnder[] = []): Method[] {
  const { id, version, minimumCell } = DEFAULT_POLICY;
  const [rules = "", rulesVersion = ""] = PROGRESS_RULES.split("@");
  return [
    {
      id: "composition",
      version: COMPOSITION_VERSION,
      text: "Latest is the last period in which anything was measured. A change is the latest figure less the baseline.",
    },
    {
      id: "money",
      version: "1",
      text: "Committed is conditional plus unconditional money, what is paid included. Payable is unconditional less paid. Intended money and renewals in view are in no total. A fiscal year is the funder's, named by the year in which it ends.",
    },
    {
      id: rules,
      version: rulesVersion,
      text: "Met: at or beyond the target. Improving: at least 10 % of the targeted change. Getting worse: at least 10 % of the baseline in the other direction. Otherwise no detectable change. No standard errors were used.",
    },
    {
      id: "largest-gap",
      version: "1",
      text: "The difference and the ratio of the group served best and the group served least, in the latest period. Closing means that both measures fall and the group served least gains; where they disagree, the gap is called mixed.",
    },
    {
      id,
      version: String(version),
      text: `A whole breakdown is protected where one of its counts, or the rest of one, is 1 to ${minimumCell - 1}: it could identify a child. What is computed from a protected figure is protected too. Figures whose source does not allow them to be published are held back, whatever their counts.`,
    },
    {
      id: "contribution",
      version: "1",
      text: "Population indicators are linked to money, never owned by it. A link says what is held to contribute to what, why, and on what evidence. It does not say that one caused the other.",
    },
    ...opened.map(agreementMethod),
  ];
}

function agreementMethod({ open: { agreement, version }, figures }: ReadUnder): Method {
  const { id, partnershipId, through, dimensionKeys, purpose } = agreement;
  const minimum = minimumBeside(agreement);
  const opens = ["totals", ...dimensionKeys.map((key) => `by ${key}`)].join(", ");
  const hides =
    minimum > 1 ? `a whole breakdown withheld where a count is 1 to ${minimum - 1}` : "however small";
  const many = figures.length === 1 ? "one indicator" : `${figures.length} indicators`;
  return {
    id,
    version: String(version),
    text: `Figures of ${many} are shown under data use agreement ${id} of ${partnershipId}, in force until ${through}: ${opens}; ${hides}. They are for whom it names, and for "${purpose}" alone. That they were read is in its log.`,
  };
}
