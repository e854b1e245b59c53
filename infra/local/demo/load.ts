import type { DemoTarget } from "../first-run.ts";
import { type ApiClient, apiClient } from "./api-client.ts";
import { INDICATORS } from "./catalogue.ts";
import { HARBOR_COMMITMENTS, LAKES_COMMITMENTS } from "./commitments.ts";
import { firstKey } from "./first-key.ts";
import { makeLinks } from "./links.ts";
import {
  closeBook,
  makeDesignation,
  makeMatch,
  makeReports,
  makeSecondFundersReport,
  openBook,
} from "./make-agreements.ts";
import { makeBigBet } from "./make-big-bet.ts";
import { makeCommitments } from "./make-commitments.ts";
import { makeIndicators, noteInstrumentChange } from "./make-indicators.ts";
import { makePractice } from "./make-practice.ts";
import { makeRelease } from "./make-release.ts";
import { makeReportRelease } from "./make-report-release.ts";
import { makeScorecard } from "./make-scorecard.ts";
import { makeStory } from "./make-story.ts";
import { recordObservations, restateYear } from "./observations.ts";
import {
  ADDRESS_BOOK,
  makeAddressBook,
  makeColleagues,
  makeMembers,
  NETWORK,
  SECOND_FUNDER,
} from "./organisations.ts";
import { OUTCOME_INDICATORS } from "./outcomes.ts";
import { keeper, makePandemicPlan } from "./pandemic-plan.ts";
import { type MadePartnership, makePartnership, sharePartnership } from "./partnership.ts";

/** API keys keep a repeated request for this long; an attempt that is older cannot be finished without doubling things. */
const FINISH_WITHIN_MS = 23 * 3_600_000;

/**
 * Loads the demo county through the API: deterministic figures and names, ids as they come. Every POST carries an
 * `Idempotency-Key` derived from the seed and from what it makes, and what has no key is safe to repeat: an attempt that was
 * interrupted is finished by the next within a day.
 *
 * @throws where the API refuses something, or an earlier attempt lies more than 23 hours back.
 */
export async function loadDemoData({ origin, recordsTable, log }: DemoTarget): Promise<void> {
  log("Loading demo data: an invented county, its partnership and its funders …");
  const network = apiClient(origin, await firstKey(recordsTable, NETWORK));
  await refuseOldAttempt(network);
  const members = await makeMembers(network);
  await makeAddressBook(network);
  const [harbor, backbone, lantern] = await Promise.all([
    signedIn(origin, "funder"),
    signedIn(origin, "partnership"),
    signedIn(origin, "evaluator"),
  ]);
  await makeColleagues(harbor, "funder");
  await makeColleagues(backbone, "partnership");
  await makeColleagues(lantern, "evaluator");
  log(`  ${members.size + 2 + ADDRESS_BOOK.length} organisations and the people who sign in`);
  const lakes = apiClient(origin, await firstKey(recordsTable, SECOND_FUNDER));
  const partnership = await makePartnership(backbone);
  const lakesId = await organisationOf(lakes);
  await share(backbone, partnership, { members, lakesId, networkId: await organisationOf(network) });
  const outcomes = await measure(backbone, partnership, log);
  const organisationIds = new Map([["Cedar County Promise", members.get("partnership") ?? ""]]);
  const recipients = { partnership, organisationIds };
  const finance = await signedIn(origin, "finance");
  await openBook(finance);
  const own = await makeCommitments({ funder: harbor, second: finance }, HARBOR_COMMITMENTS, recipients);
  const others = await makeCommitments({ funder: lakes }, LAKES_COMMITMENTS, recipients);
  const commitments = new Map([...own.ids, ...others.ids]);
  log(`  ${commitments.size} commitments, ${own.events + others.events} things that happened to them`);
  await makeBigBet({ harbor, lakes }, { partnershipId: partnership.id, lakesId, commitments });
  await makeReports({ harbor, backbone }, { commitments, backboneId: members.get("partnership") ?? "" });
  await makeSecondFundersReport(lakes, { commitments, backboneId: members.get("partnership") ?? "" });
  await makeMatch(harbor, commitments);
  await makeDesignation(network, partnership.id);
  await closeBook(finance);
  log("  one big bet of two funders, yearly reports, a match, and how the book is run");
  const keep = keeper(recordsTable, (key) => apiClient(origin, key));
  const lessonId = await makePandemicPlan(keep, { client: backbone, partnershipId: partnership.id });
  const networkId = await organisationOf(network);
  await makePractice({ backbone, network }, { partnership, networkId, lessonId });
  log("  one lesson in seven communities, stories, capacities, an assessment");
  const released = { partnershipId: partnership.id, indicatorIds: Object.values(outcomes) };
  const releaseId = await makeRelease(backbone, released);
  await makeScorecard(backbone, { partnership, releaseId, outcomes });
  log("  one release for everybody, what it hides, and a scorecard of it in two languages");
  const [commitmentId = "", partnerId = ""] = [commitments.get("place-grant"), members.get("partnership")];
  await makeReportRelease(harbor, { commitmentId, partnerId });
  log("  one report of the place grant, released by its funder to the partnership");
}

/** Indicators and their figures; answers the ids of the outcomes by their names. */
async function measure(
  backbone: ApiClient,
  partnership: MadePartnership,
  log: DemoTarget["log"],
): Promise<Readonly<Record<string, string>>> {
  const indicatorIds = await makeIndicators(backbone, partnership.id);
  log(
    `  ${Object.keys(partnership.strategyIds).length} strategies, ${Object.keys(INDICATORS).length} indicators`,
  );
  const [rows] = await Promise.all([
    recordObservations(backbone, indicatorIds),
    makeLinks(backbone, partnership, indicatorIds),
  ]);
  await restateYear(backbone, indicatorIds);
  await noteInstrumentChange(backbone, indicatorIds["kindergarten-readiness"]);
  log(`  ${rows} observations`);
  await makeStory(backbone, partnership, indicatorIds);
  log("  an agenda with its promises, a test in two cycles, and what a study led to");
  return Object.fromEntries(Object.entries(indicatorIds).filter(([name]) => name in OUTCOME_INDICATORS));
}

async function share(
  backbone: ApiClient,
  partnership: MadePartnership,
  readers: { members: ReadonlyMap<string, string>; lakesId: string; networkId: string },
): Promise<void> {
  await sharePartnership(backbone, partnership.id, [
    { organisationId: readers.members.get("funder") ?? "", reason: "Funds the plan since the design year" },
    { organisationId: readers.lakesId, reason: "Funds literacy and homes" },
    { organisationId: readers.networkId, reason: "Reviews our progress as a member of the network" },
    { organisationId: readers.members.get("evaluator") ?? "", reason: "Evaluates the plan for all funders" },
  ]);
}

/** The API as one of the people one can sign in as on this machine. */
async function signedIn(origin: string, person: string): Promise<ApiClient> {
  const response = await fetch(`${origin}/local/token?person=${person}`);
  if (!response.ok) throw new Error(`There is no token for "${person}": ${await response.text()}`);
  return apiClient(origin, (await response.text()).trim());
}

async function organisationOf(client: ApiClient): Promise<string> {
  const { body } = await client.get("/me");
  return body.organisation?.id ?? "";
}

async function refuseOldAttempt(network: ApiClient): Promise<void> {
  const { body } = await network.get("/me");
  const begun = Date.parse(body.organisation?.recordedAt ?? "");
  if (Date.now() - begun < FINISH_WITHIN_MS) return;
  throw new Error("it was interrupted more than a day ago and cannot be finished any more");
}
