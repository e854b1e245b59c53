import { CONTRIBUTION_STATEMENTS } from "../../../shared/partnerships/contribution/statement.ts";
import type { Route } from "../route.ts";
import { recordRoutes } from "./record.ts";

export const contributionStatementRoutes: readonly Route[] = recordRoutes(CONTRIBUTION_STATEMENTS, {
  one: "ContributionStatement",
  many: "ContributionStatements",
  tag: "Contribution",
  add: "State what a strategy, or the money of a commitment, did for what moved",
  list: "The contribution statements of a partnership, the latest period first",
  says: "Intended and actual role, what moved, what would likely have been different, who else contributed, on what evidence, how sure. A claim of attribution is refused (`claim_refused`, rule `attribution-needs-counterfactual`) unless it names an evaluation of the partnership whose design says what would have happened otherwise, with findings.",
});
