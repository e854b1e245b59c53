import { statusForm } from "./acts/change-status.ts";
import { newCommitmentForm } from "./acts/new-commitment.ts";
import { approveForm, conditionMetForm, payForm } from "./acts/pay.ts";
import type { FormPage } from "./forms/answer-form.ts";

const commitment = "/commitments/:commitmentId";
const tranche = `${commitment}/tranches/:trancheNumber`;

/** Every form of the site, with the permission of the operation that it calls. */
export const SITE_FORMS: readonly FormPage[] = [
  { path: "/commitments/new", action: "commitment:write", make: newCommitmentForm },
  { path: `${commitment}/status`, action: "commitment:write", make: statusForm },
  { path: `${tranche}/approval`, action: "payment:approve", make: approveForm },
  { path: `${tranche}/payment`, action: "payment:write", make: payForm },
  { path: `${tranche}/condition`, action: "commitment:write", make: conditionMetForm },
];
