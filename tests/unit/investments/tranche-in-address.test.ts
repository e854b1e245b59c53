import { expect, it } from "vitest";
import { decideApproval } from "../../../shared/investments/approve-tranche.ts";
import { decideConsent } from "../../../shared/investments/consent-to-rule.ts";
import { decideEvaluation } from "../../../shared/investments/evaluate-tranche.ts";
import { decideConditionMet } from "../../../shared/investments/meet-condition.ts";
import { decidePayment } from "../../../shared/investments/pay-tranche.ts";
import { aCommitment, aGround, aPrincipal, usd } from "../../support/commitments.ts";

const NOT_THERE = { ok: false, problem: { code: "not_found", detail: "There is no tranche 9." } };
const ON = "2026-03-01";

it("a tranche that an address names and that is not there is not found; one in a body is not valid there", async () => {
  const state = await aCommitment();
  const asked = { ...aGround(), trancheNumber: 9 };
  const approval = { ...asked, input: { amount: usd("1.00") }, principal: aPrincipal() };
  expect(decideApproval(state, approval)).toEqual(NOT_THERE);
  expect(decideEvaluation(state, asked)).toEqual(NOT_THERE);
  expect(decideConsent(state, 9, { consents: true, on: ON, reason: "We agree" })).toEqual(NOT_THERE);
  const met = { metOn: ON, evidence: "A letter", reason: "Verified" };
  expect(decideConditionMet(state, { ...asked, input: met })).toEqual(NOT_THERE);
  const payment = { trancheNumber: 9, on: ON, amount: usd("1.00") };
  expect(decidePayment(state, payment, aGround())).toMatchObject({
    problem: { code: "validation_failed", errors: [{ pointer: "/trancheNumber" }] },
  });
});
