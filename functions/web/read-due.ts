import type { Principal } from "../../shared/identity/principal.ts";
import { addMonths } from "../../shared/platform/time.ts";
import { readDueReports } from "../../shared/reporting/submissions/due-reports.ts";
import type { WebDeps } from "./deps.ts";

/** How far back and forward reports are looked for: 24 months in all, which is as many as one look takes. */
const MONTHS_BACK = 11;
const MONTHS_AHEAD = 12;

type Asked = {
  readonly partnershipId: string;
  readonly principal: Principal;
  readonly now: string;
  readonly submissionId?: string;
  readonly together?: string;
};

/** What the funders of a partnership await, from eleven months ago to a year ahead. As `readDueReports`: a Query a month, four rounds. */
export function readDueAround({ table }: WebDeps, { partnershipId, principal, now, ...rest }: Asked) {
  const today = now.slice(0, 10);
  const span = { from: addMonths(today, -MONTHS_BACK), to: addMonths(today, MONTHS_AHEAD) };
  return readDueReports(table, { partnershipId, principal, query: { ...span, ...rest } });
}
