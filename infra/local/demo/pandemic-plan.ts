import type { ApiClient } from "./api-client.ts";
import { firstKey, type Outsider } from "./first-key.ts";

type Adopter = {
  readonly organisation: Outsider;
  readonly place: { readonly placeCode: string; readonly placeName: string };
};
type Adoption = {
  readonly adoptedOn: string;
  readonly adaptation: string;
  readonly aims: readonly string[];
  readonly result?: { readonly verdict: string; readonly description: string; readonly on: string };
};

const community = (name: string, email: string, placeName: string): Adopter => ({
  organisation: { name, kind: "partnership", email },
  place: { placeCode: placeName.toLowerCase().replaceAll(" ", "-"), placeName },
});

/** Where the plan was made. */
const ORIGIN = community("North Avenue Children's Alliance", "plan@northavenue.example", "North Avenue");

const AIMS = {
  vulnerable: "Protect the most vulnerable",
  divide: "Bridge the digital divide",
  learning: "Prevent learning loss",
  minds: "Mitigate the mental-health crisis",
  relief: "Provide economic relief",
} as const;

const PLAN = {
  title: "A plan for a year without schools",
  visibility: "public",
  problem:
    "Schools closed within a week. Meals, lessons, care and wages went with them, and nobody knew which families had lost all four.",
  whatWasDone:
    "One plan with five aims was written in ten days. A person answered for every family, rang it twice a week, and wrote down what it needed; each aim had an owner, a weekly figure, and a test of what to change next.",
  aims: [
    {
      title: AIMS.vulnerable,
      description: "Meals and masks brought home; families in shelters and of the very old first.",
    },
    { title: AIMS.divide, description: "A device and a connection in every home where somebody learns." },
    {
      title: AIMS.learning,
      description: "Small groups by telephone and screen, every day, with the same adult.",
    },
    { title: AIMS.minds, description: "A counsellor within two days of asking; groups for parents." },
    { title: AIMS.relief, description: "Cash within a week, and help to claim what the law provides." },
  ],
  workedFor: [
    { group: "Families whom a navigator knew", how: "Nine in ten were reached in two weeks." },
    {
      group: "Children under nine in small groups",
      how: "Most kept their reading level through the summer.",
    },
  ],
  didNotWorkFor: [
    { group: "Families that had just moved", how: "They were on nobody's list." },
    { group: "Older boys", how: "Half of them left the groups by June; wages at home were needed more." },
  ],
  conditions: "Somebody who knows each family, and money that may be spent within a week.",
  cost: {
    description: "For 9,000 children in the first year, devices included.",
    amount: { amount: "11400000.00", currency: "USD" },
  },
  partners: [
    { name: "Lantern Learning Alliance", role: "Trained the adults of the small groups, in every community" },
    { name: "Open Meadow Health", role: "Counsellors by telephone, across state lines" },
    { name: "Commons Relief Fund", role: "Paid cash within a week, to all seven communities" },
  ],
  evidence: [
    { kind: "observation", statement: "Weekly figures of reach by block, from March to August 2020." },
    { kind: "testimony", statement: "What parents said in forty telephone groups." },
  ],
  materials: [{ title: "The plan, and the weekly sheet", url: "https://northavenue.example/plan" }],
  themes: ["pandemic", "emergency"],
  populations: ["families in poverty", "children under nine"],
  capacities: ["practice-improvement-and-acceleration", "communications-and-engagement"],
};

const ADOPTERS: readonly (Adopter & Adoption)[] = [
  {
    ...community("Ridge Together", "office@ridge.example", "Ridge County"),
    adoptedOn: "2020-05-11",
    adaptation: "Through the libraries, which stayed open, instead of the schools.",
    aims: [AIMS.divide, AIMS.learning],
    result: {
      verdict: "worked",
      description: "Every library became a place to connect; 1,900 devices were lent.",
      on: "2021-06-30",
    },
  },
  {
    ...community("Delta Cradle", "office@delta.example", "Delta Parish"),
    adoptedOn: "2020-05-28",
    adaptation: "With churches as places to meet, and meals first.",
    aims: [AIMS.vulnerable, AIMS.minds],
    result: {
      verdict: "worked-in-part",
      description: "Meals reached everybody; counsellors were asked for by few.",
      on: "2021-01-15",
    },
  },
  {
    ...community("Mill City Promise", "office@millcity.example", "Mill City"),
    adoptedOn: "2020-06-03",
    adaptation: "Wages first, lessons second: the mills had closed.",
    aims: [AIMS.relief, AIMS.learning],
  },
  {
    ...community("Prairie Children", "office@prairie.example", "Prairie Counties"),
    adoptedOn: "2020-06-15",
    adaptation: "Lessons by radio and post, where there was no network to connect to.",
    aims: [AIMS.learning],
    result: {
      verdict: "did-not-work",
      description: "Children listened in the first month and no more after harvest began.",
      on: "2020-12-01",
    },
  },
  {
    ...community("Bayside Ready", "office@bayside.example", "Bayside"),
    adoptedOn: "2020-08-01",
    adaptation: "In four languages, by people of each neighbourhood.",
    aims: Object.values(AIMS),
  },
];

/** How the county itself took the plan up. */
const OWN: Adoption = {
  adoptedOn: "2020-08-20",
  adaptation: "Family navigators rang; the housing trust added rent to the list of needs.",
  aims: [AIMS.vulnerable, AIMS.minds, AIMS.relief],
  result: {
    verdict: "worked-in-part",
    description: "Navigators reached 3,100 families; evictions fell while the rent fund lasted.",
    on: "2021-08-31",
  },
};

/**
 * The plan of one community for a year without schools: codified where it was made, with three national partners, and taken up by six
 * others in ways of their own, the county among them. Answers the id of the lesson.
 */
export async function makePandemicPlan(
  keep: (outsider: Outsider) => Promise<ApiClient>,
  backbone: { readonly client: ApiClient; readonly partnershipId: string },
): Promise<string> {
  const { client, partnershipId } = await aCommunity(keep, ORIGIN);
  const lesson = (await client.post("/lessons", { ...PLAN, partnershipId }, "lesson:plan")).body.id;
  for (const adopter of ADOPTERS) {
    const { organisation: _, place: _p, ...adoption } = adopter;
    await adopt(lesson, await aCommunity(keep, adopter), adoption);
  }
  await adopt(lesson, backbone, OWN);
  return lesson;
}

async function aCommunity(
  keep: (outsider: Outsider) => Promise<ApiClient>,
  { organisation, place }: Adopter,
) {
  const client = await keep(organisation);
  const { name } = organisation;
  const partnership = { name, purpose: `Every child of ${place.placeName} thrives.`, ...place };
  const made = await client.post("/partnerships", partnership, `partnership:${place.placeCode}`);
  return { client, partnershipId: made.body.id };
}

async function adopt(
  lesson: string,
  { client, partnershipId }: { readonly client: ApiClient; readonly partnershipId: string },
  adoption: Adoption,
): Promise<void> {
  const status = adoption.result?.verdict === "did-not-work" ? "stopped" : "kept";
  const body = { ...adoption, partnershipId, lessonVersion: 1, status, visibility: "readers" };
  await client.post(`/lessons/${lesson}/adoptions`, body, `adoption:${partnershipId}`);
}

/** How the demo comes to the key of a community of which nobody signs in here. */
export function keeper(recordsTable: string, client: (key: string) => ApiClient) {
  return async (outsider: Outsider) => client(await firstKey(recordsTable, outsider));
}
