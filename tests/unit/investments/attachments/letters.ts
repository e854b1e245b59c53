import {
  type AwardLetter,
  composeAwardLetter,
} from "../../../../shared/investments/attachments/award-letter.ts";
import { namesOf } from "../../../../shared/investments/attachments/read-award-letter.ts";
import { aCommitment, MATCH_CONDITION, NOW, usd } from "../../../support/commitments.ts";

/** A commitment with everything that a letter can speak of; a test overrides what it is about. */
export const A_FULL_COMMITMENT = {
  description: "Every child of Cedar County reads by the end of third grade.",
  approvedOn: "2025-12-10",
  restriction: { kind: "purpose", description: "Early reading in Cedar County" },
  fiscalSponsor: { name: "Cedar Community Trust" },
  indirect: [{ from: "2026-01-01", ratePercent: "15", base: "modified-total-direct" }],
  match: { basis: "project", sharePercent: "50", aspirational: usd("3000000.00") },
  expenditureResponsibility: { isRequired: true, inquiryOn: "2025-11-01" },
  milestones: [{ title: "Three schools open" }],
  requirements: [
    {
      kind: "narrative",
      title: "Year one report",
      schedule: { frequency: "on-days", days: [{ dueOn: "2027-01-31" }] },
      graceDays: 30,
      isBlocking: true,
      responsible: { name: "Cedar County Promise" },
    },
  ],
  tranches: [
    { dueOn: "2026-02-01", amount: usd("400000.00") },
    {
      dueOn: "2027-02-01",
      amount: usd("600000.00"),
      label: "Scale",
      condition: MATCH_CONDITION,
      rule: {
        kind: "all",
        of: [
          { kind: "milestone", milestone: 1 },
          { kind: "report-accepted", requirement: 1 },
        ],
      },
    },
  ],
};

/** The letter of a commitment. */
export async function aLetter(overrides: Record<string, unknown> = {}): Promise<AwardLetter> {
  const state = await aCommitment({ ...A_FULL_COMMITMENT, ...overrides });
  return composeAwardLetter(state, { version: 4, recordedAt: NOW }, namesOf(state, { measures: [] }));
}
