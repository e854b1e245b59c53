import { protectSummary } from "../../shared/disclosure/index.ts";
import type { Protect } from "../../shared/measurement/read-series.ts";

/** What measurement is handed to make a summary fit for others than its owner. */
export const protect: Protect = (summary, options) => protectSummary(summary, options).summary;
