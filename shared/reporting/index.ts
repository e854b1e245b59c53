/** What functions may use of reporting. */

export { composeReport, type ReportFacts } from "./compose-report.ts";
export { type Headline, type IndicatorSection, indicatorSection } from "./indicator-section.ts";
export { breakdownLabel, groupLabel } from "./label.ts";
export { readReport } from "./read-report.ts";
export { type Report, ReportSchema } from "./report.ts";
export { rowsOf, type StrategyImpact, strategyImpacts } from "./sight-section.ts";
