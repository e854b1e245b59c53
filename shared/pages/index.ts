/** What functions may use of pages. Only bundles and tests read it: it leads to JSX, which plain node cannot. */

export {
  capitalised,
  formatDate,
  formatInstant,
  formatMoney,
  formatValue,
  statusWords,
} from "../reporting/wording/format.ts";
export { Allocations, Reconciliation } from "./allocation-section.tsx";
export { type DocumentOptions, type Page, renderDocument } from "./document.tsx";
export { DumbbellChart } from "./dumbbell-chart.tsx";
export { FigureText, MoneyCell, ProgressMark, Scroll } from "./elements.tsx";
export { FiscalYearChart } from "./fiscal-year-chart.tsx";
export { ForecastChart } from "./forecast-chart.tsx";
export { HeadlineRow, HeadlineTable, WaitingRow } from "./headline-row.tsx";
export { IndicatorBlock } from "./indicator-block.tsx";
export { IndicatorData } from "./indicator-data.tsx";
export { FiscalYears, MoneyTiles, Tile } from "./money-section.tsx";
export { answerParts, serveScript } from "./page-files.ts";
export { pageInvocation, troublePage, troubleProblem } from "./page-invocation.ts";
export { withPartLinks } from "./part-links.ts";
export { renderRefusal } from "./problem-page.tsx";
export { renderReport } from "./report-page.tsx";
export { SankeyFigure } from "./sankey-figure.tsx";
export { SeriesChart } from "./series-chart.tsx";
export { LineOfSight } from "./sight-section.tsx";
