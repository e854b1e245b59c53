import { type DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { newId } from "../../../shared/platform/id.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { readDueReports } from "../../../shared/reporting/submissions/due-reports.ts";
import { handOver } from "../../../shared/reporting/submissions/hand-over.ts";
import { readHandedReport, readSubmission } from "../../../shared/reporting/submissions/read-submissions.ts";
import { findSubmission } from "../../../shared/reporting/submissions/submission.store.ts";
import { aPrincipal } from "../../support/commitments.ts";
import { tableOfSuite, worldOfSuite } from "../../support/suite.ts";
import { countingRounds } from "./rounds.ts";
import {
  type Asked,
  aDraft,
  at,
  aWorld,
  done,
  fill,
  fillFor,
  signedIn,
  step,
  write,
} from "./submissions-world.ts";

const table = tableOfSuite();
const world = worldOfSuite(() => aWorld(table));

/** The table as somebody has it whose process dies with the first transaction on a commitment. */
function dyingAt({ commitmentId }: Asked): Table {
  const send = (command: Parameters<DynamoDBClient["send"]>[0]) => {
    const touches = JSON.stringify(command.input).includes(`CMT#${commitmentId}`);
    if (command instanceof TransactWriteItemsCommand && touches) throw new Error("The process is gone.");
    return table.client.send(command);
  };
  const client = new Proxy(table.client, {
    get: (target, name) => (name === "send" ? send : Reflect.get(target, name)),
  });
  return { ...table, client };
}

/** The table as somebody has it before whose next transaction something else happens. */
function overtakenBy(happens: () => Promise<unknown>): Table {
  let isOver = false;
  const send = async (command: Parameters<DynamoDBClient["send"]>[0]) => {
    if (command instanceof TransactWriteItemsCommand && !isOver) {
      isOver = true;
      await happens();
    }
    return table.client.send(command);
  };
  const client = new Proxy(table.client, {
    get: (target, name) => (name === "send" ? send : Reflect.get(target, name)),
  });
  return { ...table, client };
}

const backbone = () =>
  aPrincipal({
    id: newId("per"),
    organisationId: world.cedar.backboneId,
    organisationKind: "partnership",
    roles: ["data-lead"],
  });
const standings = async (id: string) => {
  const { body } = await done(world.partnership("GET", `/report-submissions/${id}`));
  return body.answers.map(({ standing, edition }) => `${standing} ${edition}`);
};
const revisionOf = async (asked: Asked, by = world.partnership) => {
  const { body } = await done(by("GET", at(asked)));
  return JSON.parse(JSON.stringify(body)).revision;
};

describe("a submission whose handing in was cut off", () => {
  it("shows what is handed in and what is frozen, and goes on where it is sent again", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const dying = signedIn(dyingAt(world.toLakes), backbone());
    expect((await step(dying, id, "submission")).status).toBe(500);
    expect(await standings(id)).toEqual(["with-funder 1", "frozen 1"]);
    expect((await world.lakes("GET", `${at(world.toLakes)}/report`)).status).toBe(404);
    const elsewhere = await step(world.partnership, id, "submission", {
      to: [{ ...world.toLakes, requirementNumber: 2 }],
    });
    expect(elsewhere).toMatchObject({ status: 409, body: { code: "conflict" } });
    const went = await done(step(world.colleague, id, "submission"));
    expect(went.body.handedIn.map(({ outcome }) => outcome)).toEqual(["handed-in", "handed-in"]);
    expect(await standings(id)).toEqual(["with-funder 1", "with-funder 1"]);
    expect(await Promise.all([revisionOf(world.toHarbor), revisionOf(world.toLakes)])).toEqual([2, 2]);
  });

  it("is not gone on with by who read it before it was reopened", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await step(signedIn(dyingAt(world.toLakes), backbone()), id, "submission");
    const stale = (await findSubmission(table, id))?.submission;
    if (!stale) throw new Error("The submission is gone.");
    await done(step(world.partnership, id, "reopening", { reason: "A slip" }));
    const principal = backbone();
    const { id: principalId, organisationId } = principal;
    const call = { principal, author: { principalId, organisationId }, now: systemClock() };
    const outcomes = await handOver({ table, newId }, stale, call);
    expect(outcomes).toMatchObject([
      { ...world.toHarbor, outcome: "handed-in" },
      { ...world.toLakes, outcome: "refused", problem: { code: "conflict" } },
    ]);
    expect(await standings(id)).toEqual(["with-funder 1", "not-handed-in 1"]);
    await done(step(world.partnership, id, "submission"));
    expect(await standings(id)).toEqual(["with-funder 1", "with-funder 2"]);
  });

  it("is gone on with side by side, and each requirement gets its edition once", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await step(signedIn(dyingAt(world.toHarbor), backbone()), id, "submission");
    const { version } = await done(world.partnership("GET", `/report-submissions/${id}`));
    const went = await Promise.all(
      [world.partnership, world.colleague, world.partnership].map((by) =>
        by("POST", `/report-submissions/${id}/submission`, { body: {}, version }),
      ),
    );
    expect(went.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await standings(id)).toEqual(["with-funder 1", "with-funder 1"]);
    expect(await Promise.all([revisionOf(world.toHarbor), revisionOf(world.toLakes)])).toEqual([2, 2]);
  });
});

describe("at the very moment of handing in", () => {
  it("a section that somebody writes is not frozen in the version that was read before", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const slow = signedIn(
      overtakenBy(() => write(world.colleague, id, "story", { text: "Other words." })),
      backbone(),
    );
    expect(await step(slow, id, "submission")).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(await standings(id)).toEqual(["not-handed-in 0", "not-handed-in 0"]);
    await done(step(world.partnership, id, "submission"));
    const { body } = await done(world.harbor("GET", `${at(world.toHarbor)}/report`));
    expect(JSON.stringify(body)).toContain("Other words.");
  });

  it("an optional section that somebody begins is not passed over", async () => {
    const id = await aDraft(world, { answers: [world.toHarbor] });
    await fillFor(world, id, ["story", "reading", "spending"]);
    const { version } = await done(world.partnership("GET", `/report-submissions/${id}`));
    const body = { answers: [world.toHarbor, world.toLakes] };
    await done(world.partnership("PATCH", `/report-submissions/${id}`, { body, version }));
    const slow = signedIn(
      overtakenBy(() => write(world.colleague, id, "next", { text: "We go on." })),
      backbone(),
    );
    const refused = await step(slow, id, "submission", { to: [world.toHarbor] });
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  it("who writes a section is told, and nothing frozen changes", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const slow = signedIn(
      overtakenBy(() => done(step(world.partnership, id, "submission"))),
      backbone(),
    );
    const late = await slow("PUT", `/report-submissions/${id}/sections/story`, {
      body: { text: "Too late." },
      version: '"1"',
    });
    expect(late).toMatchObject({ status: 409, body: { code: "conflict" } });
    const { body } = await done(world.harbor("GET", `${at(world.toHarbor)}/report`));
    expect(JSON.stringify(body)).not.toContain("Too late.");
  });

  it("a submission that somebody changes is handed in as they left it, or not at all", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const rename = async () => {
      const { version } = await done(world.colleague("GET", `/report-submissions/${id}`));
      return world.colleague("PATCH", `/report-submissions/${id}`, { body: { title: "Other" }, version });
    };
    const slow = signedIn(overtakenBy(rename), backbone());
    expect((await step(slow, id, "submission")).status).toBe(412);
    expect(await standings(id)).toEqual(["not-handed-in 0", "not-handed-in 0"]);
  });
});

describe("two submissions to one requirement", () => {
  it("of which the first is handed in; the other is told, and shows it", async () => {
    const [first, second] = [await aDraft(world), await aDraft(world)];
    await fill(world, first);
    await fill(world, second);
    const handed = await Promise.all([first, second].map((id) => step(world.partnership, id, "submission")));
    const outcomes = handed.flatMap(({ status, body }) =>
      status === 200 ? body.handedIn.map(({ commitmentId, outcome }) => `${commitmentId} ${outcome}`) : [],
    );
    for (const { commitmentId } of [world.toHarbor, world.toLakes])
      expect(outcomes.filter((each) => each === `${commitmentId} handed-in`)).toHaveLength(1);
    const seen = [...(await standings(first)), ...(await standings(second))].map(
      (each) => each.split(" ")[0],
    );
    expect(seen.filter((standing) => standing === "with-funder")).toHaveLength(2);
    expect(seen.filter((standing) => standing === "otherwise")).toHaveLength(2);
  });
});

describe("a duty that goes to another organisation", () => {
  it("takes its report along: it is not handed in by whom it left", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const { version } = await done(world.lakes("GET", at(world.toLakes)));
    const responsible = { name: "The sponsor" };
    await done(
      world.lakes("PATCH", at(world.toLakes), {
        body: { responsible, reason: "It keeps the books" },
        version,
      }),
    );
    const handed = await done(step(world.partnership, id, "submission"));
    expect(handed.body.handedIn).toMatchObject([{ ...world.toHarbor, outcome: "handed-in" }]);
    // The partnership may read this commitment still, since it is linked to it.
    expect(await standings(id)).toEqual(["with-funder 1", "not-handed-in 0"]);
  });
});

describe("words that are erased", () => {
  it("are gone wherever they were handed in, whose hash verifies still, and stay in no history", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await done(step(world.partnership, id, "submission"));
    const before = (await done(world.harbor("GET", `${at(world.toHarbor)}/report`))).body;
    await done(world.lakes("POST", `${at(world.toLakes)}/return`, { body: { comment: "Nearly" } }));
    await done(step(world.partnership, id, "reopening", { reason: "Lakes asked" }));
    await write(world.partnership, id, "story", { text: "Anna reads, and so do others." });
    await done(step(world.partnership, id, "submission"));
    const section = `/report-submissions/${id}/sections/story`;
    const erased = await done(
      world.partnership("POST", `${section}/erasure`, { body: { reason: "She was named" } }),
    );
    expect(erased).toMatchObject({ version: '"3"', body: { content: {} } });
    const first = (await done(world.harbor("GET", `${at(world.toHarbor)}/report`))).body;
    const second = (await done(world.lakes("GET", `${at(world.toLakes)}/report`))).body;
    expect(first.contentHash).toBe(before.contentHash);
    for (const { sections } of [first, second]) {
      const [story, reading] = JSON.parse(JSON.stringify(sections));
      expect([typeof story.digest, story.words, typeof reading.words]).toEqual([
        "string",
        undefined,
        "object",
      ]);
    }
    const stored = await queryAll(table, { partition: `RPS#${id}#SEC#story` });
    expect(stored.length).toBe(4);
    expect(JSON.stringify(stored)).not.toMatch(/Anna|children/);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  it("are erased whoever writes at that moment, or what is written then is whole", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const section = `/report-submissions/${id}/sections/story`;
    const [erased, written] = await Promise.all([
      world.partnership("POST", `${section}/erasure`, { body: { reason: "A slip" } }),
      world.colleague("PUT", section, { body: { text: "Other words" }, version: '"1"' }),
    ]);
    expect(erased.status).toBe(200);
    expect([200, 412]).toContain(written.status);
    const stored = await queryAll(table, { partition: `RPS#${id}#SEC#story` });
    expect(JSON.stringify(stored)).not.toContain("children");
  });
});

describe("what it costs to read", () => {
  it("is three rounds for a submission and for what a funder reads, and four for what is due", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await done(step(world.partnership, id, "submission"));
    const principal = backbone();
    const ofFunder = aPrincipal({ id: newId("per"), organisationId: world.cedar.funderId });
    const [own, handed, due] = [countingRounds(table), countingRounds(table), countingRounds(table)];
    await readSubmission(own, { submissionId: id, principal });
    const { commitmentId, requirementNumber } = world.toHarbor;
    const read = { id: commitmentId, number: requirementNumber, principal: ofFunder };
    expect((await readHandedReport(handed.table, read)).ok).toBe(true);
    const query = { from: "2025-01-01", to: "2025-12-31", submissionId: id };
    const { partnershipId } = world.cedar;
    expect((await readDueReports(due.table, { partnershipId, principal, query })).ok).toBe(true);
    expect([own.rounds(), handed.rounds(), due.rounds()]).toEqual([3, 3, 4]);
  });
});
