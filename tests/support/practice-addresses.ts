/** What there is of a partnership's practice, by id, and none of it shown to others. */
export type PracticeIds = {
  readonly partnership: string;
  readonly story: string;
  readonly lesson: string;
  readonly adopter: string;
  readonly framework: string;
  readonly assessment: string;
  readonly capacity: string;
  readonly support: string;
};

/** A request that would be right, if it came from who may make it: method, path below /v1, and body. */
export type PracticeCall = readonly [method: "GET" | "POST" | "PUT" | "PATCH", path: string, body?: object];

const reason = "Mischief";
const DAY = "2026-01-01";

/** One request for every operation on what is named by these ids. */
export function practiceCalls(ids: PracticeIds): readonly PracticeCall[] {
  return [...ofStories(ids), ...ofLessons(ids), ...ofFrameworks(ids), ...ofCapacities(ids)];
}

function ofStories({ partnership, story }: PracticeIds): PracticeCall[] {
  const [list, at] = [`/partnerships/${partnership}/stories`, `/stories/${story}`];
  return [
    ["POST", list, STORY],
    ["GET", list],
    ["GET", at],
    ["PATCH", at, { themes: ["mine"], reason }],
    ["PUT", `${at}/consent`, { consent: STORY.consent, reason }],
    ["POST", `${at}/withdrawal`, { reason }],
    ["GET", `${at}/history`],
  ];
}

function ofLessons({ partnership, lesson, adopter }: PracticeIds): PracticeCall[] {
  const at = `/lessons/${lesson}`;
  const { visibility: _, ...content } = LESSON;
  const adoption = { partnershipId: adopter, lessonVersion: 1, adoptedOn: DAY, visibility: "own" };
  return [
    ["GET", at],
    ["POST", `${at}/versions`, { ...content, reason }],
    ["PUT", `${at}/visibility`, { visibility: "public", reason }],
    ["POST", `${at}/retirement`, { reason }],
    ["GET", `${at}/history`],
    ["POST", `${at}/adoptions`, adoption],
    ["GET", `${at}/adoptions`],
    ["GET", `${at}/adoptions/${adopter}`],
    ["PATCH", `${at}/adoptions/${adopter}`, { status: "stopped", reason }],
    ["GET", `/partnerships/${partnership}/adoptions`],
  ];
}

function ofFrameworks({ partnership, framework, assessment }: PracticeIds): PracticeCall[] {
  const [own, at] = [`/frameworks/${framework}`, `/assessments/${assessment}`];
  const { name: _, visibility: _v, ...content } = FRAMEWORK;
  return [
    ["GET", own],
    ["POST", `${own}/versions`, { ...content, reason }],
    ["GET", `${own}/movement?from=${DAY}&to=${DAY}`],
    [
      "POST",
      `/partnerships/${partnership}/assessments`,
      { frameworkId: "theory-of-action", gateway: "exploring" },
    ],
    ["GET", `/partnerships/${partnership}/assessments`],
    ["GET", at],
    ["PUT", `${at}/ratings`, { ratings: [] }],
    ["POST", `${at}/submission`, { reviewerId: `org_${"0".repeat(26)}`, visibility: "public" }],
    ["POST", `${at}/decision`, { outcome: "not-reached", reason }],
    ["POST", `${at}/appeal`, { grounds: "None" }],
    ["POST", `${at}/withdrawal`, { reason }],
    ["GET", `${at}/history`],
  ];
}

function ofCapacities({ partnership, capacity, support }: PracticeIds): PracticeCall[] {
  const base = `/partnerships/${partnership}`;
  const [at, given] = [`/capacity-assessments/${capacity}`, `/capacity-supports/${support}`];
  return [
    ["GET", `${base}/capacities?from=${DAY}&to=${DAY}`],
    ["POST", `${base}/capacity-assessments`, CAPACITY],
    ["GET", `${base}/capacity-assessments`],
    ["GET", at],
    ["POST", `${at}/responses`, RESPONSE],
    ["POST", `${at}/closing`, { reason }],
    ["PUT", `${at}/visibility`, { visibility: "public", reason }],
    ["GET", `${at}/history`],
    ["POST", `${base}/capacity-supports`, SUPPORT],
    ["GET", `${base}/capacity-supports`],
    ["GET", given],
    ["POST", `${given}/reversal`, { reason }],
  ];
}

export const STORY = {
  title: "The bus that came at seven",
  text: "When the early bus came, I could take the morning shift and still bring her to school.",
  heardOn: "2026-03-04",
  themes: ["transport"],
  consent: { givenBy: "a mother of two", givenOn: "2026-03-04", scope: "partnership" },
};

export const LESSON = {
  title: "Tablets before lessons",
  visibility: "own",
  problem: "Four in ten children had nothing to open a lesson with.",
  whatWasDone: "Tablets went out with school meals.",
};

export const FRAMEWORK = {
  name: "Valley Milestones",
  visibility: "own",
  label: "2026",
  gateways: [{ key: "forming", name: "Forming" }],
  pillars: [{ key: "vision", name: "Vision" }],
  benchmarks: [{ key: "table", gateway: "forming", pillar: "vision", text: "A leadership table meets." }],
};

export const CAPACITY = { title: "Spring", heldOn: "2026-04-15", visibility: "partnership" };
export const RESPONSE = { role: "a parent", ratings: [{ capacity: "equity", rating: 3 }] };
export const SUPPORT = {
  kind: "coaching",
  capacities: ["equity"],
  on: "2026-05-06",
  hours: 3.5,
  givenBy: "The network",
  description: "A day with the leadership table",
  visibility: "partnership",
};
