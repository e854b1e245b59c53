import type { ApiClient } from "./api-client.ts";

export const COUNTY = { code: "cedar-county", name: "Cedar County" };
export const DISTRICTS = [
  { code: "millbrook", name: "Millbrook School District" },
  { code: "old-ferry", name: "Old Ferry School District" },
];

const PARTNERSHIP = {
  name: "Cedar County Promise",
  purpose: "Every child of Cedar County is ready for school, reads, graduates and finds good work.",
  description:
    "Thirty organisations of the county share results, measures and money. The figures and names are invented.",
  placeCode: COUNTY.code,
  placeName: COUNTY.name,
  startedOn: "2016-03-01",
  sectors: ["early childhood", "education", "health", "housing", "workforce", "philanthropy"],
  agenda: [
    "Children enter kindergarten ready",
    "Third graders read with understanding",
    "Eighth graders are ready for algebra",
    "Young people graduate, and go on to learning that pays",
    "Young adults have work that a family can live on",
  ],
  status: "active",
};

/** The strategies by the name that links and allocations call them. */
export const STRATEGIES = {
  "full-day-pre-k": {
    name: "Full-day pre-K in every neighborhood",
    description: "Seats in homes, centers and schools; one enrolment; one wage scale.",
    kind: "universal",
    sectors: ["early childhood"],
    populations: ["three- and four-year-olds"],
    startedOn: "2022-01-10",
  },
  "early-literacy": {
    name: "Early-literacy tutors and coaching",
    description: "High-dosage tutoring in grades K-3, and coaches for their teachers.",
    kind: "targeted",
    sectors: ["education"],
    populations: ["children reading below grade level"],
    startedOn: "2022-08-15",
  },
  "welcoming-schools": {
    name: "Welcoming schools and attendance teams",
    description: "Restorative practice instead of suspension; teams who ask why a child is not there.",
    kind: "targeted",
    sectors: ["education", "health"],
    populations: ["students who miss a tenth of school days"],
    startedOn: "2021-09-01",
  },
  "stable-homes": {
    name: "Stable homes, stable schools",
    description: "Eviction data shared weekly with schools; legal aid and rent relief before a court date.",
    kind: "targeted",
    sectors: ["housing", "education"],
    populations: ["renting families with children in school"],
    places: [
      { code: "eastbank", name: "Eastbank" },
      { code: "mill-street", name: "Mill Street" },
      { code: "southside", name: "Southside" },
    ],
    owner: { name: "Bridgeline Housing Trust" },
    rationale: "Half of the county's eviction filings lie in three neighborhoods.",
    startedOn: "2023-02-01",
  },
  "college-navigators": {
    name: "Navigators from ninth grade to a degree",
    kind: "universal",
    sectors: ["education", "workforce"],
    populations: ["students in grades 9-14"],
    startedOn: "2022-08-15",
  },
  "teacher-pathways": {
    name: "Teacher pathways and fair funding",
    description: "Residencies for teachers of color; a funding formula that weighs need.",
    kind: "universal",
    sectors: ["education"],
    startedOn: "2020-07-01",
    endedOn: "2026-06-30",
    status: "ended",
  },
} as const;
export type StrategyKey = keyof typeof STRATEGIES;

/** What the partnership is called and which strategies it has, by id. */
export type MadePartnership = {
  readonly id: string;
  readonly strategyIds: Readonly<Record<StrategyKey, string>>;
};

/** Makes the partnership and its strategies, one after the other: all are written to one aggregate. */
export async function makePartnership(backbone: ApiClient): Promise<MadePartnership> {
  const { body: made } = await backbone.post("/partnerships", PARTNERSHIP, "partnership");
  const ids: Record<string, string> = {};
  for (const [key, strategy] of Object.entries(STRATEGIES)) {
    const path = `/partnerships/${made.id}/strategies`;
    ids[key] = (await backbone.post(path, strategy, `strategy:${key}`)).body.id;
  }
  return { id: made.id, strategyIds: ids as Record<StrategyKey, string> };
}

/** Lets organisations read the partnership; whom it is shared with already is passed over. */
export async function sharePartnership(
  backbone: ApiClient,
  partnershipId: string,
  shares: readonly { readonly organisationId: string; readonly reason: string }[],
): Promise<void> {
  for (const { organisationId, reason } of shares) {
    const present = await backbone.get(`/partnerships/${partnershipId}/shares`);
    const isShared = present.body.items?.some((share) => share.organisationId === organisationId);
    if (isShared) continue;
    const path = `/partnerships/${partnershipId}/shares/${organisationId}`;
    await backbone.put(path, { reason }, present.version);
  }
}
