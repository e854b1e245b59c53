import { beforeAll, describe, expect, it } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { tableOfSuite } from "../../support/suite.ts";
import { contentOf, makeReleasesWorld, type ReleasesWorld, release } from "./releases-world.ts";

const table = tableOfSuite();
let made: ReleasesWorld;

beforeAll(async () => {
  made = await makeReleasesWorld(table, () => "2026-06-01T09:00:00.000Z");
}, 60_000);

const ofPartnership = (more: object) => ({ kind: "partnership", subjectId: made.partnershipId, ...more });

describe("what a restatement says otherwise", () => {
  const restated = async (second: object, first: object = {}) => {
    const earlier = await release(made.world, "funder", ofPartnership(first));
    const restates = { releaseId: earlier.id, reason: "Told more closely" };
    return { earlier, later: await release(made.world, "funder", ofPartnership({ ...second, restates })) };
  };
  const differencesOf = (id: string) => ({ path: `/report-releases/${id}/differences` });

  it("is read by those alone who were handed the one before as well, whose words it holds", async () => {
    const audience = [made.secondId];
    const { later } = await restated({ sections: ["outcomes"], audience });
    const own = await made.world.send("funder", differencesOf(later.id));
    expect(JSON.stringify(own)).toContain('"section":"money"');
    const theirs = await made.second.call("funder", differencesOf(later.id));
    expect(theirs.status).toBe(404);
    const { later: both } = await restated(
      { sections: ["outcomes"], audience },
      { sections: ["gaps"], audience },
    );
    expect((await made.second.call("funder", differencesOf(both.id))).status).toBe(200);
  });

  it("names no payment of another funder to those who are told of no commitment", async () => {
    const of = ofPartnership({ sections: ["stories"], audience: [made.secondId] });
    const earlier = await release(made.world, "backbone", of);
    const { text } = await contentOf(made.world, "backbone", earlier.id, "json");
    const [story] = JSON.parse(text).report.sections[0].content.items;
    const { version } = await made.world.send("backbone", { path: `/stories/${story.id}` });
    const withdrawal = { method: "POST", path: `/stories/${story.id}/withdrawal`, ifMatch: Number(version) };
    await made.world.send("backbone", { ...withdrawal, body: { reason: "She asked" } });
    const amount = { amount: "1000.00", currency: "USD" };
    const payment = { trancheNumber: 1, on: "2026-06-01", amount };
    const path = `/commitments/${made.commitmentId}/payments`;
    await made.world.send("funder", { method: "POST", path, body: payment });
    const restates = { releaseId: earlier.id, reason: "A story was taken back" };
    const later = await release(made.world, "backbone", { ...of, restates });
    const theirs = await made.second.send("funder", differencesOf(later.id));
    expect(JSON.stringify(theirs)).toContain(story.id);
    expect(JSON.stringify(theirs)).not.toContain("cmt_");
  });

  it("goes with the one before where that is withdrawn", async () => {
    const { earlier, later } = await restated({ sections: ["outcomes"] }, { sections: ["outcomes", "gaps"] });
    const path = `/report-releases/${earlier.id}`;
    const { version } = await made.world.send("funder", { path });
    const body = { reason: "It told of a child" };
    const withdraw = { method: "POST", path: `${path}/withdraw`, body, ifMatch: Number(version) };
    await made.world.send("funder", withdraw);
    expect((await made.world.call("funder", differencesOf(later.id))).status).toBe(410);
    expect(await queryAll(table, { partition: `RPR#${later.id}`, prefix: "B#differences" })).toEqual([]);
    expect((await contentOf(made.world, "funder", later.id, "json")).status).toBe(200);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });
});
