/** What other rooms may use of investments. */

export { AllocationsSchema, allocateCommitment } from "./allocate-commitment.ts";
export { ApprovalListSchema, approveMany } from "./approve-many.ts";
export { ApprovalInputSchema, approveTranche } from "./approve-tranche.ts";
export { loadBigBet } from "./big-bets/big-bet.store.ts";
export { type BigBetState, mayRead as mayReadBigBet } from "./big-bets/big-bet.ts";
export { BigBetMoneySchema, type BigBetView } from "./big-bets/big-bet-view.ts";
export { readMembers } from "./big-bets/member.store.ts";
export type { Member } from "./big-bets/member.ts";
export { readBigBetAsOf } from "./big-bets/read-big-bet.ts";
export { bigBetView } from "./big-bets/show-big-bet.ts";
export {
  CommitmentPatchSchema,
  changeCommitment,
} from "./change-commitment.ts";
export {
  addContribution,
  ContributionDecisionSchema,
  decideOnContribution,
  NewContributionSchema,
} from "./change-contributions.ts";
export {
  AchievementSchema,
  addMilestone,
  MilestoneAdditionSchema,
  recordAchievement,
} from "./change-milestones.ts";
export { changeStatus, StatusChangeSchema } from "./change-status.ts";
export {
  commitmentPk,
  commitmentsPage,
  type DueTranche,
  loadCommitment,
  toCommitment,
} from "./commitment.store.ts";
export type { Allocation, Commitment, CommitmentState } from "./commitment.ts";
export { COMMITMENT_STATUSES, isBinding, isPlanned } from "./commitment-status.ts";
export {
  type CommitmentSummary,
  CommitmentSummarySchema,
  CommitmentViewSchema,
  commitmentView,
} from "./commitment-view.ts";
export { ConsentSchema, consentToRule } from "./consent-to-rule.ts";
export { createCommitment, type NewCommitment, NewCommitmentSchema } from "./create-commitment.ts";
export { DueSchema, findDue } from "./due.ts";
export { decidingValue } from "./evaluate-rule.ts";
export { evaluateTranche, listEvaluations } from "./evaluate-tranche.ts";
export { byMonth, byYear } from "./flows.ts";
export { importAwards } from "./import-award.ts";
export { ledgerPage, loadEntry } from "./ledger.store.ts";
export { LedgerEntryViewSchema, ledgerEntryView } from "./ledger-entry.ts";
export {
  CommitmentQuerySchema,
  listCommitmentChanges,
  listCommitments,
  listLedger,
  ownSettings,
} from "./list-commitments.ts";
export { ConditionMetSchema, meetCondition } from "./meet-condition.ts";
export type { Entered } from "./money-move.ts";
export type { PartnershipFacts } from "./partnership-facts.ts";
export { PaymentSchema, payTranche } from "./pay-tranche.ts";
export { PaymentStandingSchema, readPaymentStanding } from "./payment-standing.ts";
export { planSchedule, ScheduleInputSchema } from "./plan-schedule.ts";
export {
  type CurrencyTotals,
  type Funding,
  fundingPage,
  readPortfolio,
} from "./portfolio/portfolio.store.ts";
export { portfolioOf } from "./portfolio/portfolio-of.ts";
export { CurrencyPortfolioSchema, portfolioView } from "./portfolio/portfolio-view.ts";
export { readCommitment, readCommitmentAsOf } from "./read-commitment.ts";
export { RefundSchema, refundTranche } from "./refund-tranche.ts";
export { ForfeitureSchema, forfeitTranche, ReleaseSchema, releaseTranche } from "./release-tranche.ts";
export { changeRenewal, RenewalChangeSchema } from "./renewal.ts";
export { ExpenditureSchema, reportExpenditure } from "./report-expenditure.ts";
export { askedSections } from "./requirements/asked-sections.ts";
export { findRequirements } from "./requirements/find-requirements.ts";
export {
  findReports,
  findTemplateVersions,
  type OwedReport,
  owes,
  paidWithin,
  type ReportRef,
  reportsOf,
  templateName,
} from "./requirements/owed-reports.ts";
export { readRequirement, seesRequirement } from "./requirements/read-requirement.ts";
export { ownedTemplateHead, readTemplateVersion } from "./requirements/report-template.store.ts";
export { type ReportSection, ReportSectionSchema, SECTION_KINDS } from "./requirements/report-template.ts";
export type { ListedRequirement } from "./requirements/requirement.store.ts";
export {
  isAwaited,
  isOutstanding,
  REQUIREMENT_STATUSES,
  type Requirement,
} from "./requirements/requirement.ts";
export { RequirementViewSchema, requirementView } from "./requirements/requirement-view.ts";
export { documentIsThere, handInReport } from "./requirements/submit-requirement.ts";
export { ReversalSchema, reverseEntry } from "./reverse-entry.ts";
export { EvaluationSchema } from "./rule-evaluation.ts";
export {
  foreignClauses,
  type MeasureFact,
  NO_FACTS,
  type ReadRuleFacts,
  type RuleFacts,
} from "./rule-facts.ts";
export { dividable } from "./shares.ts";
export { committedMinor, payableMinor, totalsView } from "./totals.ts";
export { isConditional, openMinor, type Tranche, trancheState, trancheView } from "./tranche.ts";
export type { Changed } from "./work-on-commitment.ts";
