/** What functions may use of pages. Only bundles and tests read it: it leads to JSX, which plain node cannot. */

export { type DocumentOptions, type Page, renderDocument } from "./document.tsx";
export { renderReport } from "./report-page.tsx";
