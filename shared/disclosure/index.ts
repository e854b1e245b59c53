export { DEFAULT_POLICY, type DisclosurePolicy } from "./policy.ts";
export { protectTable } from "./protect-breakdown.ts";
export { type ProtectableSummary, protectSummary, type Withheld } from "./protect-summary.ts";
export { type Status, worstStatus } from "./protectable.ts";
