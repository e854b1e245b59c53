import type { ApiClient } from "./api-client.ts";
import type { MadePartnership } from "./partnership.ts";

type Clients = { readonly backbone: ApiClient; readonly network: ApiClient };

const CONSENT = { givenOn: "2026-03-04", expiresOn: "2036-03-04" };

/** Stories with consent; the last one is withdrawn. */
function stories({ strategyIds }: MadePartnership, lessonId: string) {
  return [
    {
      title: "The bus that came at seven",
      text: "When the early bus came, I could take the morning shift and still bring her to school. She has not been late since November.",
      heardOn: "2026-03-04",
      themes: ["transport", "attendance"],
      populations: ["single parents"],
      strategyIds: [strategyIds["welcoming-schools"]],
      consent: { ...CONSENT, givenBy: "a mother of two from Millbrook", scope: "public" },
    },
    {
      title: "Somebody rang",
      text: "Nobody had asked how we were since the mill closed. Then somebody rang, twice a week, and wrote down what we needed.",
      heardOn: "2021-05-20",
      themes: ["pandemic"],
      populations: ["families in poverty"],
      lessonIds: [lessonId],
      consent: { ...CONSENT, givenBy: "a grandfather who raises three children", scope: "funders" },
    },
    {
      title: "Three schools in one year",
      text: "We moved three times that year, and each school began the same book again.",
      heardOn: "2025-11-12",
      themes: ["housing"],
      consent: { ...CONSENT, givenBy: "a student of fourteen and her aunt", scope: "funders" },
    },
  ];
}

const KEYS = [
  "leadership-and-talent",
  "data-and-information",
  "sustainable-resources",
  "policy-and-advocacy",
  "communications-and-engagement",
  "practice-improvement-and-acceleration",
  "equity",
] as const;

/** Ratings of the seven capacities, one row a respondent. */
const ASSESSMENTS = [
  { heldOn: "2024-05-14", rows: ["3323212", "2213222", "3222211", "4323322"] },
  { heldOn: "2026-05-12", rows: ["4433333", "3423332", "4432343", "4433333", "3423322"] },
] as const;
const ROLES = [
  "a parent on the leadership table",
  "a school principal",
  "the data lead",
  "a housing partner",
  "a student of the youth council",
];

const SUPPORTS = [
  {
    kind: "coaching",
    capacities: ["data-and-information"],
    on: "2024-10-08",
    hours: 12,
    description: "Run charts of absence with the data team, four mornings.",
  },
  {
    kind: "coaching",
    capacities: ["equity", "communications-and-engagement"],
    on: "2025-03-19",
    hours: 8,
    description: "Two days with the parents of the leadership table on who decides.",
  },
  {
    kind: "investment",
    capacities: ["practice-improvement-and-acceleration"],
    on: "2025-07-01",
    amount: { amount: "180000.00", currency: "USD" },
    description: "An improvement adviser for a year.",
  },
] as const;

/** Stories, capacities with what went into them, and an assessment that was decided and appealed. */
export async function makePractice(
  { backbone, network }: Clients,
  made: { readonly partnership: MadePartnership; readonly networkId: string; readonly lessonId: string },
): Promise<void> {
  const { partnership, networkId, lessonId } = made;
  const base = `/partnerships/${partnership.id}`;
  await tellStories(backbone, base, stories(partnership, lessonId));
  for (const { heldOn, rows } of ASSESSMENTS) await assessCapacities(backbone, base, { heldOn, rows });
  for (const [index, support] of SUPPORTS.entries()) {
    const given = { ...support, givenBy: "Cradle to Career Exchange", visibility: "funders" };
    await network.post(`${base}/capacity-supports`, given, `support:${index}`);
  }
  await assess({ backbone, network }, base, networkId);
}

async function tellStories(backbone: ApiClient, base: string, told: readonly object[]): Promise<void> {
  const ids: string[] = [];
  for (const [index, story] of told.entries())
    ids.push((await backbone.post(`${base}/stories`, story, `story:${index}`)).body.id);
  const reason = "The family asked for it";
  await backbone.post(`/stories/${ids.at(-1)}/withdrawal`, { reason }, "story-withdrawn");
}

async function assessCapacities(
  backbone: ApiClient,
  base: string,
  { heldOn, rows }: { readonly heldOn: string; readonly rows: readonly string[] },
): Promise<void> {
  const held = { title: `Self-assessment of spring ${heldOn.slice(0, 4)}`, heldOn, visibility: "funders" };
  const { id } = (await backbone.post(`${base}/capacity-assessments`, held, `capacities:${heldOn}`)).body;
  for (const [index, row] of rows.entries()) {
    const ratings = KEYS.map((capacity, at) => ({ capacity, rating: Number(row[at]) }));
    const response = { role: ROLES[index] ?? "a partner", ratings };
    const label = `capacities:${heldOn}:${index}`;
    await backbone.post(`/capacity-assessments/${id}/responses`, response, label);
  }
  const closing = { reason: "Everybody has answered" };
  await backbone.post(`/capacity-assessments/${id}/closing`, closing, `capacities-closed:${heldOn}`);
}

/** Handed in for the proof point, found not to be there, and appealed. */
async function assess({ backbone, network }: Clients, base: string, networkId: string): Promise<void> {
  const asked = { frameworkId: "theory-of-action", gateway: "proof-point" };
  const { id } = (await backbone.post(`${base}/assessments`, asked, "assessment")).body;
  const at = `/assessments/${id}`;
  const present = await backbone.get(at);
  if (present.version === 1) {
    const evidence = [
      { kind: "report", ref: "Annual report card 2025-26", note: "Seven outcomes over nine years" },
      { kind: "systems-change", ref: "The early bus of Millbrook" },
    ];
    const ratings = [{ benchmark: "systems-are-changing", rating: "met", evidence }];
    await backbone.put(`${at}/ratings`, { ratings }, present.version);
  }
  const submission = {
    reviewerId: networkId,
    visibility: "funders",
    statement: "Most of our outcomes improve; mathematics fell with the pandemic and has not come back.",
  };
  await backbone.post(`${at}/submission`, submission, "assessment-submitted");
  const decision = { outcome: "not-reached", reason: "Two years of data are not yet year after year" };
  await network.post(`${at}/decision`, decision, "assessment-decided");
  const grounds =
    "The two years without a test are nobody's doing: the seven years around them all point one way.";
  await backbone.post(`${at}/appeal`, { grounds }, "assessment-appealed");
}
