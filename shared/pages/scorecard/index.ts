/** The pages of scorecards, for the function that everybody may read and for previews. Only bundles and tests read it: it leads to JSX. */

export {
  renderNoCard,
  renderNoScorecard,
  renderScorecardCard,
  renderScorecardGone,
} from "./other-pages.tsx";
export { renderScorecard } from "./page.tsx";
export { statementsOf } from "./statements.ts";
