import type { ApiClient } from "./api-client.ts";

/** What the demo's commitments are by key, as they were made. */
export type MadeCommitments = ReadonlyMap<string, string>;

const PLAN = {
  title: "Cedar County: cradle to career by 2030",
  purpose: "Every child of the county ready for school, reading by eight, and on the way to a degree.",
  plan: "A design year, then seven years: full-day pre-K and literacy in all districts, homes that stay, and navigators to a degree.",
  startOn: "2021-09-01",
  endOn: "2029-10-31",
  target: { amount: "100000000.00", currency: "USD" },
  leverageAspired: { amount: "120000000.00", currency: "USD" },
  showsAmounts: true,
};

const MILESTONES = [
  { title: "Scaling plan agreed by all districts", dueOn: "2022-08-31" },
  { title: "A full-day pre-K seat for every four-year-old who wants one", dueOn: "2027-09-01" },
  { title: "The state funds half of the seats", dueOn: "2028-07-01" },
];

const PHASES: readonly (readonly [who: "harbor" | "lakes", key: string, phase: "design" | "scale"])[] = [
  ["harbor", "design-grant", "design"],
  ["harbor", "place-grant", "scale"],
  ["lakes", "lakes-grant", "scale"],
];

/**
 * Pools the commitments of two funders on one plan: the first funder convenes it and admits the second; the design grant comes first,
 * and the grants for scale follow once the plan has heard of it.
 */
export async function makeBigBet(
  funders: { readonly harbor: ApiClient; readonly lakes: ApiClient },
  made: {
    readonly partnershipId: string;
    readonly lakesId: string;
    readonly commitments: MadeCommitments;
  },
): Promise<void> {
  const { harbor, lakes } = funders;
  const { id } = (await harbor.post("/big-bets", { ...PLAN, partnershipId: made.partnershipId }, "big-bet"))
    .body;
  for (const [index, milestone] of MILESTONES.entries())
    await harbor.post(
      `/big-bets/${id}/milestones`,
      { ...milestone, reason: "Agreed in the design year" },
      `plan-milestone:${index}`,
    );
  const achieved = {
    achievedOn: "2022-08-24",
    evidence: "Resolutions of four districts",
    reason: "All signed",
  };
  await harbor.post(`/big-bets/${id}/milestones/1/achievement`, achieved, "plan-milestone-achieved");
  const { version } = await harbor.get(`/big-bets/${id}`);
  await harbor.put(
    `/big-bets/${id}/funders/${made.lakesId}`,
    { reason: "Joins the plan for literacy and homes" },
    version,
  );
  await agreeToShow(lakes, id, made.lakesId);
  for (const [who, key, phase] of PHASES) {
    const commitmentId = made.commitments.get(key);
    if (commitmentId === undefined) throw new Error(`The demo has no commitment "${key}".`);
    await join(funders[who], { commitmentId, bigBet: { id, phase } });
    if (phase === "design") await untilCounted(harbor, id);
  }
}

async function agreeToShow(lakes: ApiClient, id: string, lakesId: string): Promise<void> {
  const { version } = await lakes.get(`/big-bets/${id}`);
  const showing = { agreesToShow: true, reason: "We publish our grants" };
  await lakes.put(`/big-bets/${id}/funders/${lakesId}/showing`, showing, version);
}

async function join(
  funder: ApiClient,
  { commitmentId, bigBet }: { commitmentId: string; bigBet: object },
): Promise<void> {
  const { version } = await funder.get(`/commitments/${commitmentId}`);
  await funder.patch(`/commitments/${commitmentId}`, { bigBet, reason: "Part of the shared plan" }, version);
}

const PATIENCE_MS = 30_000;

/** The plan hears of its commitments from the stream, a moment after they were recorded. */
async function untilCounted(harbor: ApiClient, id: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const { body } = await harbor.get(`/big-bets/${id}`);
    if ((body.own?.length ?? 0) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The shared plan did not hear of its design grant.");
}
