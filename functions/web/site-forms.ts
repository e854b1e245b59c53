import { advanceForm, amendForm, waiverForm } from "./acts/amend.ts";
import { newBigBetForm } from "./acts/big-bet.ts";
import { statusForm } from "./acts/change-status.ts";
import { approveProposalForm, rejectProposalForm, withdrawProposalForm } from "./acts/decide-proposal.ts";
import { allocateForm, describeForm, noteForm } from "./acts/describe.ts";
import { refundForm, reverseForm } from "./acts/ledger.ts";
import { achieveMilestoneForm, addMilestoneForm } from "./acts/milestones.ts";
import { newCommitmentForm } from "./acts/new-commitment.ts";
import { approveForm, conditionMetForm, payForm } from "./acts/pay.ts";
import { paymentRuleForm } from "./acts/payment-rule.ts";
import { acceptReportForm, askForReportForm, returnReportForm, waiveReportForm } from "./acts/reports.ts";
import type { FormPage } from "./forms/answer-form.ts";

const commitment = "/commitments/:commitmentId";
const tranche = `${commitment}/tranches/:trancheNumber`;
const report = `${commitment}/reports/:requirementNumber`;
const proposal = `${commitment}/proposals/:proposalId`;

/** Every form of the site, with the permission of the operation that it calls. */
export const SITE_FORMS: readonly FormPage[] = [
  { path: "/commitments/new", action: "commitment:write", make: newCommitmentForm },
  { path: `${commitment}/description`, action: "commitment:write", make: describeForm },
  { path: `${commitment}/status`, action: "commitment:write", make: statusForm },
  { path: `${commitment}/allocations`, action: "commitment:write", make: allocateForm },
  { path: `${commitment}/amendments/new/:kind`, action: "commitment:write", make: amendForm },
  { path: `${proposal}/approval`, action: "proposal:decide", make: approveProposalForm },
  { path: `${proposal}/rejection`, action: "proposal:decide", make: rejectProposalForm },
  { path: `${proposal}/withdrawal`, action: "commitment:write", make: withdrawProposalForm },
  { path: `${tranche}/approval`, action: "payment:approve", make: approveForm },
  { path: `${tranche}/payment`, action: "payment:write", make: payForm },
  { path: `${tranche}/refund`, action: "payment:write", make: refundForm },
  { path: `${tranche}/condition`, action: "commitment:write", make: conditionMetForm },
  { path: `${tranche}/rule`, action: "commitment:write", make: paymentRuleForm },
  { path: `${tranche}/waiver`, action: "commitment:write", make: waiverForm },
  { path: `${tranche}/advance`, action: "commitment:write", make: advanceForm },
  { path: `${commitment}/ledger/:entryId/reversal`, action: "payment:write", make: reverseForm },
  { path: `${commitment}/milestones/new`, action: "commitment:write", make: addMilestoneForm },
  {
    path: `${commitment}/milestones/:milestoneNumber/achievement`,
    action: "commitment:write",
    make: achieveMilestoneForm,
  },
  { path: `${commitment}/reports/new`, action: "commitment:write", make: askForReportForm },
  { path: `${report}/acceptance`, action: "requirement:decide", make: acceptReportForm },
  { path: `${report}/return`, action: "requirement:decide", make: returnReportForm },
  { path: `${report}/waiver`, action: "requirement:decide", make: waiveReportForm },
  { path: `${commitment}/notes/new`, action: "document:write", make: noteForm },
  { path: "/big-bets/new", action: "commitment:write", make: newBigBetForm },
];
