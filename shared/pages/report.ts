/** The pages of reports alone: what the API's bundle needs, and no more. Leads to JSX, which plain node cannot read. */
export { renderReport } from "./report-page.tsx";
