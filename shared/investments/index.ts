/** What other rooms may use of investments. */

export { allocationView } from "./allocation.ts";
export {
  AllocationsSchema,
  allocateCommitment,
  type CommitmentPatch,
  CommitmentPatchSchema,
  changeCommitment,
  dividable,
} from "./change-commitment.ts";
export { changeStatus, StatusChangeSchema } from "./change-status.ts";
export {
  commitmentPk,
  commitmentsPage,
  type DueTranche,
  duePage,
  findByExternalId,
  type LoadedCommitment,
  ledgerPage,
  loadCommitment,
  loadEntry,
  toCommitment,
} from "./commitment.store.ts";
export {
  type Allocation,
  COMMITMENT_STATUSES,
  type Commitment,
  type CommitmentState,
  type CommitmentStatus,
  isBinding,
} from "./commitment.ts";
export {
  type CommitmentSummary,
  CommitmentSummarySchema,
  type CommitmentView,
  CommitmentViewSchema,
  commitmentSummary,
  commitmentView,
} from "./commitment-view.ts";
export { createCommitment, type NewCommitment, NewCommitmentSchema } from "./create-commitment.ts";
export { DueSchema, findDue, monthsBetween } from "./due.ts";
export { type ImportedAward, type ImportedOutcome, importAwards } from "./import-award.ts";
export { type LedgerEntry, LedgerEntryViewSchema, ledgerEntryView } from "./ledger-entry.ts";
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
export { byYear, PortfolioSchema, type PortfolioTotal, portfolioView } from "./portfolio.ts";
export { mayRead, readCommitment, readCommitmentAsOf } from "./read-commitment.ts";
export { committedMinor, payableMinor, type Totals, totalsView } from "./totals.ts";
export { isConditional, openMinor, type Tranche, trancheState, trancheView } from "./tranche.ts";
export type { Changed, CommitmentCall } from "./work-on-commitment.ts";
