import type { ApiClient } from "./api-client.ts";
import type { MadeCommitments } from "./make-big-bet.ts";

const usd = (amount: string) => ({ amount, currency: "USD" });

const TEMPLATE = {
  name: "Yearly report of a place grant",
  description: "What the board reads; answered once, for all who fund the plan.",
  sections: [
    { key: "progress", title: "What moved, and for whom", kind: "text", guidance: "Gaps first." },
    { key: "figures", title: "Indicators", kind: "figures" },
    { key: "lessons", title: "What you would do differently", kind: "text" },
    { key: "money", title: "Money spent against the plan", kind: "money" },
  ],
};

/** Reports of the place grant: three that were accepted, and one that is late. */
const REPORTS = [
  { dueOn: "2023-09-30", submittedOn: "2023-09-28" },
  { dueOn: "2024-09-30", submittedOn: "2024-10-11" },
  { dueOn: "2025-09-30", submittedOn: "2025-09-30" },
  { dueOn: "2026-09-30" },
  { dueOn: "2027-09-30" },
  { dueOn: "2028-09-30" },
] as const;

/** What local funders committed towards the match of the sixth year; ten million are asked for. */
const MATCH = [
  { name: "Cedar County", amount: "4000000.00", reference: "Budget 2027, line 114", isVerified: true },
  {
    name: "Old Ferry School District",
    amount: "1500000.00",
    reference: "Levy of May 2026",
    isVerified: true,
  },
  {
    name: "Upstream Employers Council",
    amount: "1000000.00",
    reference: "Pledge of 3 June",
    isVerified: true,
  },
  { name: "Cedar Community Trust", amount: "2250000.00", reference: "Letter of intent", isVerified: false },
] as const;

/** The yearly reports that the place grant asks of the backbone, answered as they fell due. */
export async function makeReports(
  { harbor, backbone }: { readonly harbor: ApiClient; readonly backbone: ApiClient },
  made: { readonly commitments: MadeCommitments; readonly backboneId: string },
): Promise<void> {
  const template = (await harbor.post("/report-templates", TEMPLATE, "report-template")).body;
  const path = `/commitments/${made.commitments.get("place-grant")}/requirements`;
  const asked = {
    kind: "narrative",
    title: "Yearly report",
    schedule: { frequency: "on-days", days: REPORTS.map(({ dueOn }) => ({ dueOn })) },
    graceDays: 14,
    isBlocking: true,
    responsible: { organisationId: made.backboneId, name: "Cedar County Promise", role: "data-lead" },
    template: { id: template.id },
  };
  await harbor.post(path, asked, "requirements");
  for (const [index, report] of REPORTS.entries()) {
    if (!("submittedOn" in report)) continue;
    const one = `${path}/${index + 1}`;
    const { submittedOn } = report;
    const handedIn = { submittedOn, reference: `Report of ${submittedOn.slice(0, 4)}, in the shared folder` };
    await harbor.post(`${one}/submission`, handedIn, `report-submitted:${index}`);
    await harbor.post(`${one}/acceptance`, { comment: "Read by the board" }, `report-accepted:${index}`);
  }
  const spent = { on: "2026-06-30", amount: usd("27450000.00"), reference: "Accounts to June 2026" };
  await harbor.post(`/commitments/${made.commitments.get("place-grant")}/expenditures`, spent, "expenditure");
  // Said to the backbone by the list of what it owes: reading it shows that the duty arrived.
  await backbone.get("/requirements?as=responsible&from=2026-09-01&to=2026-10-31");
}

/** What the second funder asks of the backbone in the same months: a report of its own, which one text can answer too. */
export async function makeSecondFundersReport(
  lakes: ApiClient,
  made: { readonly commitments: MadeCommitments; readonly backboneId: string },
): Promise<void> {
  const sections = [
    { key: "progress", title: "What moved, and for whom", kind: "text" },
    { key: "spending", title: "What the grant paid for", kind: "money" },
  ];
  const template = { name: "Mid-year report", sections };
  const { id } = (await lakes.post("/report-templates", template, "lakes-template")).body;
  const asked = {
    kind: "narrative",
    title: "Mid-year report",
    schedule: { frequency: "on-days", days: [{ dueOn: "2027-01-31" }] },
    responsible: { organisationId: made.backboneId, name: "Cedar County Promise", role: "data-lead" },
    template: { id },
  };
  await lakes.post(
    `/commitments/${made.commitments.get("lakes-grant")}/requirements`,
    asked,
    "lakes-requirements",
  );
}

/** The match of the sixth year, as far as it is raised and seen in records. */
export async function makeMatch(harbor: ApiClient, commitments: MadeCommitments): Promise<void> {
  const id = commitments.get("place-grant");
  const { version } = await harbor.get(`/commitments/${id}`);
  const match = { basis: "award", sharePercent: "20", aspirational: usd("120000000.00") };
  await harbor.patch(`/commitments/${id}`, { match, reason: "As the agreement says in section 6" }, version);
  const path = `/commitments/${id}/match-contributions`;
  for (const [index, { name, amount, reference, isVerified }] of MATCH.entries()) {
    const given = { contributor: { name }, kind: "cash", amount: usd(amount), on: "2026-06-30", reference };
    await harbor.post(path, given, `match:${index}`);
    if (!isVerified) continue;
    const seen = {
      status: "verified",
      on: "2026-08-14",
      evidence: "Signed award letter",
      reason: "Seen in records",
    };
    await harbor.post(`${path}/${index + 1}/decision`, seen, `match-verified:${index}`);
  }
}

/** What the first funder's book rests on before anything is booked: rates of exchange, and what a promise of later years is worth. */
const BASICS = {
  bigBetThreshold: usd("1000000.00"),
  discountRates: [{ from: "2020-01-01", rate: "0.04" }],
  reportingCurrency: "USD",
  taxYearStartMonth: 1,
  accounts: { "grant-expense": "6100", "grants-payable": "2100", "grant-advances": "1300", cash: "1010" },
};

const GBP_RATES = [
  ["2024-12-31", "1.2516"],
  ["2025-06-30", "1.3702"],
  ["2025-12-31", "1.3475"],
  ["2026-06-30", "1.3386"],
] as const;

/** Opens the book of the first funder. */
export async function openBook(finance: ApiClient): Promise<void> {
  const rates = GBP_RATES.map(([on, rate]) => ({
    from: "GBP",
    to: "USD",
    on,
    rate,
    source: "Invented for the demo",
  }));
  await finance.post("/exchange-rates", { rates }, "exchange-rates");
  const { version } = await finance.get("/funder-settings");
  // An interrupted attempt opened it already, and may have closed a year of it.
  if (version > 0) return;
  await finance.put("/funder-settings", { ...BASICS, reason: "As the finance committee decided" }, version);
}

/** Sets who may approve how much, and closes what is over: from then on nothing is booked in it. */
export async function closeBook(finance: ApiClient): Promise<void> {
  const { version } = await finance.get("/funder-settings");
  const settings = {
    ...BASICS,
    approvalLimits: [
      { role: "programme-officer", upTo: usd("1000000.00") },
      { role: "finance", upTo: usd("5000000.00") },
      { role: "administrator", upTo: usd("25000000.00") },
    ],
    approvalRequiredFrom: [usd("5000000.00")],
    closedThroughOn: "2025-06-30",
    showsAllocations: true,
    reason: "The audit of fiscal year 2025 is signed",
  };
  await finance.put("/funder-settings", settings, version);
}

/** That a network found the partnership to have reached a gateway of its framework. */
export async function makeDesignation(network: ApiClient, partnershipId: string): Promise<void> {
  const designation = {
    framework: "Theory of Action",
    gateway: "Systems Change",
    reachedOn: "2025-04-30",
    evidence: "Report of the review of spring 2025",
  };
  await network.post(`/partnerships/${partnershipId}/designations`, designation, "designation");
}
