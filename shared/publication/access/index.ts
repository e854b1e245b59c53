/** What reports may use of data use agreements: which are open to somebody, what they open, and the log of it. */

export { minimumBeside, openedOf, viewWithAgreements } from "./agreement-view.ts";
export { findOpenTo } from "./data-use-agreement.store.ts";
export { DimensionKeySchema, type OpenAgreement } from "./data-use-agreement.ts";
export { logRead } from "./logged-read.store.ts";
export type { ReadUnder } from "./logged-read.ts";
export { openedBy } from "./see.ts";
