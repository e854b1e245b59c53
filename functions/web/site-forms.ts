import { DATA_FORMS } from "./data-forms.ts";
import { EVALUATOR_FORMS } from "./evaluator-forms.ts";
import type { FormPage } from "./forms/answer-form.ts";
import { FUNDER_FORMS } from "./funder-forms.ts";
import { PARTNERSHIP_FORMS } from "./partnership-forms.ts";
import { PRACTICE_FORMS } from "./practice-forms.ts";
import { SCORECARD_FORMS } from "./scorecard-forms.ts";
import { SETTINGS_FORMS } from "./settings-forms.ts";
import { SETUP_FORMS } from "./setup-forms.ts";
import { VIEW_FORMS } from "./view-pages.ts";

const commitment = "/commitments/:commitmentId";
const tranche = `${commitment}/tranches/:trancheNumber`;
const report = `${commitment}/reports/:requirementNumber`;
const proposal = `${commitment}/proposals/:proposalId`;

/** Every form of the site, with the permission of the operation that it calls. Its code is loaded when it is first asked for. */
export const SITE_FORMS: readonly FormPage[] = [
  {
    path: "/commitments/new",
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/new-commitment.ts")).newCommitmentForm(...visit),
  },
  {
    path: `${commitment}/description`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/describe.ts")).describeForm(...visit),
  },
  {
    path: `${commitment}/status`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/change-status.ts")).statusForm(...visit),
  },
  {
    path: `${commitment}/allocations`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/describe.ts")).allocateForm(...visit),
  },
  {
    path: `${commitment}/amendments/new/:kind`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/amend.ts")).amendForm(...visit),
  },
  {
    path: `${proposal}/approval`,
    action: "proposal:decide",
    make: async (...visit) => (await import("./acts/decide-proposal.ts")).approveProposalForm(...visit),
  },
  {
    path: `${proposal}/rejection`,
    action: "proposal:decide",
    make: async (...visit) => (await import("./acts/decide-proposal.ts")).rejectProposalForm(...visit),
  },
  {
    path: `${proposal}/withdrawal`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/decide-proposal.ts")).withdrawProposalForm(...visit),
  },
  {
    path: `${tranche}/approval`,
    action: "payment:approve",
    make: async (...visit) => (await import("./acts/pay.ts")).approveForm(...visit),
  },
  {
    path: `${tranche}/payment`,
    action: "payment:write",
    make: async (...visit) => (await import("./acts/pay.ts")).payForm(...visit),
  },
  {
    path: `${tranche}/refund`,
    action: "payment:write",
    make: async (...visit) => (await import("./acts/ledger.ts")).refundForm(...visit),
  },
  {
    path: `${tranche}/condition`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/pay.ts")).conditionMetForm(...visit),
  },
  {
    path: `${tranche}/rule`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/payment-rule.ts")).paymentRuleForm(...visit),
  },
  {
    path: `${tranche}/waiver`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/amend.ts")).waiverForm(...visit),
  },
  {
    path: `${tranche}/advance`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/amend.ts")).advanceForm(...visit),
  },
  {
    path: `${commitment}/ledger/:entryId/reversal`,
    action: "payment:write",
    make: async (...visit) => (await import("./acts/ledger.ts")).reverseForm(...visit),
  },
  {
    path: `${commitment}/milestones/new`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/milestones.ts")).addMilestoneForm(...visit),
  },
  {
    path: `${commitment}/milestones/:milestoneNumber/achievement`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/milestones.ts")).achieveMilestoneForm(...visit),
  },
  {
    path: `${commitment}/reports/new`,
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/reports.ts")).askForReportForm(...visit),
  },
  {
    path: `${report}/acceptance`,
    action: "requirement:decide",
    make: async (...visit) => (await import("./acts/reports.ts")).acceptReportForm(...visit),
  },
  {
    path: `${report}/return`,
    action: "requirement:decide",
    make: async (...visit) => (await import("./acts/reports.ts")).returnReportForm(...visit),
  },
  {
    path: `${report}/waiver`,
    action: "requirement:decide",
    make: async (...visit) => (await import("./acts/reports.ts")).waiveReportForm(...visit),
  },
  {
    path: `${commitment}/notes/new`,
    action: "document:write",
    make: async (...visit) => (await import("./acts/describe.ts")).noteForm(...visit),
  },
  {
    path: "/big-bets/new",
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/big-bet.ts")).newBigBetForm(...visit),
  },
  ...PARTNERSHIP_FORMS,
  ...EVALUATOR_FORMS,
  ...SCORECARD_FORMS,
  ...PRACTICE_FORMS,
  ...SETTINGS_FORMS,
  ...VIEW_FORMS,
  ...DATA_FORMS,
  ...FUNDER_FORMS,
  ...SETUP_FORMS,
];
