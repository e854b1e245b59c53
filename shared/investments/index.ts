/** What other rooms may use of investments. */

export {
  AllocationsSchema,
  allocateCommitment,
  CommitmentPatchSchema,
  changeCommitment,
  dividable,
} from "./change-commitment.ts";
export { changeStatus, StatusChangeSchema } from "./change-status.ts";
export {
  commitmentPk,
  commitmentsPage,
  type DueTranche,
  ledgerPage,
  loadCommitment,
  loadEntry,
  toCommitment,
} from "./commitment.store.ts";
export {
  type Commitment,
  type CommitmentState,
  isBinding,
} from "./commitment.ts";
export {
  type CommitmentSummary,
  CommitmentSummarySchema,
  CommitmentViewSchema,
  commitmentView,
} from "./commitment-view.ts";
export { createCommitment, type NewCommitment, NewCommitmentSchema } from "./create-commitment.ts";
export { DueSchema, findDue } from "./due.ts";
export { importAwards } from "./import-award.ts";
export { LedgerEntryViewSchema, ledgerEntryView } from "./ledger-entry.ts";
export {
  CommitmentQuerySchema,
  listCommitmentChanges,
  listCommitments,
  listLedger,
} from "./list-commitments.ts";
export { ConditionMetSchema, meetCondition } from "./meet-condition.ts";
export {
  type Entered,
  PaymentSchema,
  payTranche,
  RefundSchema,
  ReleaseSchema,
  refundTranche,
  releaseTranche,
} from "./move-money.ts";
export type { PartnershipFacts } from "./partnership-facts.ts";
export { isPortfolio, projectPortfolio, readPortfolio } from "./portfolio.store.ts";
export { byYear, PortfolioSchema, portfolioView } from "./portfolio.ts";
export { readCommitment, readCommitmentAsOf } from "./read-commitment.ts";
export { committedMinor, payableMinor, totalsView } from "./totals.ts";
export { isConditional, openMinor, type Tranche, trancheState, trancheView } from "./tranche.ts";
export type { Changed } from "./work-on-commitment.ts";
