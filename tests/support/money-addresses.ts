import { createHash } from "node:crypto";
import { usd } from "./programme.ts";

/** What there is of a funder's money, by id: a commitment with all its parts, a payment run, and a big bet. */
export type MoneyIds = {
  readonly commitment: string;
  readonly entry: string;
  readonly proposal: string;
  readonly document: string;
  readonly note: string;
  readonly run: string;
  readonly bet: string;
  readonly template: string;
  /** The organisation whose money it is. */
  readonly owner: string;
  readonly strategy: string;
};

/** A request that would be right, if it came from who may make it: method, path below /v1, and body. */
export type MoneyCall = readonly [
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: object,
];

const DAY = "2026-01-01";
const reason = "Mischief";
const move = { trancheNumber: 1, on: DAY, amount: usd("1.00") };
const shown = { evidence: "None", reason };

/** One request for every operation on what is named by these ids. */
export function moneyCalls(ids: MoneyIds): readonly MoneyCall[] {
  return [...ofCommitment(ids), ...ofLedger(ids), ...besideCommitment(ids), ...ofOthers(ids)];
}

function ofCommitment(ids: MoneyIds): MoneyCall[] {
  const at = `/commitments/${ids.commitment}`;
  const amended = { effectiveOn: DAY, reasonCode: "other", reason };
  const schedule = { amount: usd("1.00"), tranches: [{ dueOn: DAY, amount: usd("1.00") }], reason };
  return [
    ["GET", at],
    ["PATCH", at, { title: "Mine", reason }],
    ["GET", `${at}/history`],
    ["GET", `${at}/report`],
    ["GET", `${at}/report.pdf`],
    ["GET", `${at}/report/charts/gaps.svg`],
    ["GET", `${at}/report/diff?from=2026-01-01T00:00:00Z`],
    ["GET", `${at}/plan`],
    ["PUT", `${at}/schedule`, schedule],
    [
      "PUT",
      `${at}/allocations`,
      { allocations: [{ strategyId: ids.strategy, amount: usd("1.00") }], reason },
    ],
    ["PUT", `${at}/renewal`, { renewal: { amount: usd("1.00") }, reason }],
    ["POST", `${at}/status`, { status: "cancelled", on: DAY, reason }],
    ["GET", `${at}/payment-standing`],
    ["POST", `${at}/tranches/1/approvals`, { amount: usd("1.00") }],
    ["POST", `${at}/tranches/1/condition-met`, { metOn: DAY, ...shown }],
    ["POST", `${at}/tranches/1/consent`, { consents: true, on: DAY, reason }],
    ["POST", `${at}/tranches/1/evaluations`],
    ["GET", `${at}/tranches/1/evaluations`],
    ["POST", `${at}/milestones`, { title: "Mine" }],
    ["POST", `${at}/milestones/1/achievement`, { achievedOn: DAY, ...shown }],
    [
      "POST",
      `${at}/match-contributions`,
      { contributor: { name: "Nobody" }, kind: "cash", amount: usd("1.00"), on: DAY, reference: "None" },
    ],
    ["POST", `${at}/match-contributions/1/decision`, { status: "verified", on: DAY, ...shown }],
    ["GET", `${at}/amendments`],
    ["POST", `${at}/proposals`, { kind: "suspension", ...amended }],
    ["GET", `${at}/proposals/${ids.proposal}`],
    ["POST", `${at}/proposals/${ids.proposal}/approval`, {}],
    ["POST", `${at}/proposals/${ids.proposal}/rejection`, { reason }],
    ["POST", `${at}/proposals/${ids.proposal}/withdrawal`, { reason }],
  ];
}

function ofLedger(ids: MoneyIds): MoneyCall[] {
  const at = `/commitments/${ids.commitment}`;
  return [
    ["GET", `${at}/ledger`],
    ["GET", `${at}/ledger/${ids.entry}`],
    ["POST", `${at}/ledger/${ids.entry}/reversal`, { on: DAY, reason }],
    ["POST", `${at}/payments`, move],
    ["POST", `${at}/refunds`, { ...move, reason }],
    ["POST", `${at}/releases`, { ...move, reason }],
    ["POST", `${at}/forfeitures`, { trancheNumber: 1, on: DAY, reason }],
    ["POST", `${at}/expenditures`, { on: DAY, amount: usd("1.00") }],
    ["GET", `${at}/accounting`],
    ["GET", `${at}/reconciliation?from=accrual&to=cash`],
    ["GET", `/payment-runs/${ids.run}`],
    ["GET", `/payment-runs/${ids.run}/file`],
    ["POST", `/payment-runs/${ids.run}/resume`],
  ];
}

function besideCommitment(ids: MoneyIds): MoneyCall[] {
  const at = `/commitments/${ids.commitment}`;
  const document = {
    kind: "signed-agreement",
    title: "Mine",
    fileName: "mine.txt",
    contentType: "text/plain",
    size: 4,
    sha256: createHash("sha256").update("Mine").digest("hex"),
    visibility: "parties",
  };
  const requirement = {
    kind: "narrative",
    title: "Mine",
    schedule: { frequency: "on-days", days: [{ dueOn: "2099-01-31" }] },
    responsible: { name: "Nobody" },
  };
  return [
    ["GET", `${at}/award-letter`],
    ["GET", `${at}/contacts`],
    ["PUT", `${at}/contacts`, { contacts: [] }],
    ["GET", `${at}/notes`],
    ["POST", `${at}/notes`, { text: "Mine", visibility: "parties" }],
    ["GET", `${at}/notes/${ids.note}`],
    ["POST", `${at}/notes/${ids.note}/erasure`, { reason }],
    ["GET", `${at}/documents`],
    ["POST", `${at}/documents`, document],
    ["GET", `${at}/documents/${ids.document}`],
    ["GET", `${at}/documents/${ids.document}/download`],
    ["POST", `${at}/documents/${ids.document}/confirmation`],
    ["POST", `${at}/documents/${ids.document}/upload`],
    ["POST", `${at}/documents/${ids.document}/withdrawal`, { reason }],
    ["GET", `${at}/requirements`],
    ["POST", `${at}/requirements`, requirement],
    ["GET", `${at}/requirements/1`],
    ["PATCH", `${at}/requirements/1`, { dueOn: "2099-02-28", reason }],
    ["GET", `${at}/requirements/1/template`],
    ["GET", `${at}/requirements/1/report`],
    ["GET", `${at}/requirements/1/returns`],
    ["POST", `${at}/requirements/1/submission`, { note: "Mine" }],
    ["POST", `${at}/requirements/1/acceptance`, { comment: "Mine" }],
    ["POST", `${at}/requirements/1/return`, { comment: "Mine" }],
    ["POST", `${at}/requirements/1/waiver`, { reason }],
  ];
}

function ofOthers(ids: MoneyIds): MoneyCall[] {
  const bet = `/big-bets/${ids.bet}`;
  return [
    ["GET", bet],
    ["PATCH", bet, { title: "Mine", reason }],
    ["GET", `${bet}/history`],
    ["GET", `${bet}/report`],
    ["GET", `${bet}/report.pdf`],
    ["GET", `${bet}/report/charts/gaps.svg`],
    ["GET", `${bet}/report/diff?from=2026-01-01T00:00:00Z`],
    ["PUT", `${bet}/funders/${ids.owner}`, { reason }],
    ["DELETE", `${bet}/funders/${ids.owner}?reason=Over`],
    ["PUT", `${bet}/funders/${ids.owner}/showing`, { agreesToShow: true, reason }],
    ["POST", `${bet}/milestones`, { title: "Mine" }],
    ["PATCH", `${bet}/milestones/1`, { title: "Mine", reason }],
    ["POST", `${bet}/milestones/1/achievement`, { achievedOn: DAY, ...shown }],
    ["GET", `/report-templates/${ids.template}`],
    [
      "POST",
      `/report-templates/${ids.template}/versions`,
      { name: "Mine", sections: [{ key: "mine", title: "Mine", kind: "text" }], reason },
    ],
  ];
}
