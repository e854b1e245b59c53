/** What other contexts may use of disclosure: the protected view of a summary, and the status of what is derived from it. */

export { DEFAULT_POLICY, type DisclosurePolicy } from "./policy.ts";
export { protectSummary } from "./protect-summary.ts";
export { worstStatus } from "./protectable.ts";
