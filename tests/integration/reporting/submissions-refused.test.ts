import {
  type DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { commitmentPk } from "../../../shared/investments/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { putIf } from "../../../shared/platform/transaction.ts";
import { tableOfSuite, worldOfSuite } from "../../support/suite.ts";
import { type Asked, aDraft, at, aWorld, done, fill, signedIn, step, write } from "./submissions-world.ts";

const table = tableOfSuite();
const world = worldOfSuite(() => aWorld(table));

/** Puts a document beside a commitment as it lies there in a status. */
async function aDocument({ commitmentId }: Asked, status: string, id = newId("doc")): Promise<string> {
  const key = { pk: commitmentPk(commitmentId), sk: `X#DOC#${id}` };
  await putIf(
    table,
    { ...key, type: "document", status },
    {
      expression: "attribute_not_exists(pk) OR #t = :t",
      names: { "#t": "type" },
      values: { ":t": "document" },
    },
  );
  return id;
}

/** The table as somebody has it who finds it too busy for anything at one commitment. */
function busyAt({ commitmentId }: Asked): Table {
  const send = (command: Parameters<DynamoDBClient["send"]>[0]) => {
    const touches = JSON.stringify(command.input).includes(`CMT#${commitmentId}`);
    if (!(command instanceof TransactWriteItemsCommand) || !touches) return table.client.send(command);
    throw new TransactionCanceledException({
      $metadata: {},
      message: "Throttled.",
      CancellationReasons: [{ Code: "ThrottlingError" }],
    });
  };
  const client = new Proxy(table.client, {
    get: (target, name) => (name === "send" ? send : Reflect.get(target, name)),
  });
  return { ...table, client };
}

describe("a document of a section", () => {
  it("goes with the report of its own commitment, and is not named to the other funder", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const [ofHarbor, ofLakes] = [
      await aDocument(world.toHarbor, "kept"),
      await aDocument(world.toLakes, "kept"),
    ];
    const attachments = [
      { commitmentId: world.toHarbor.commitmentId, documentId: ofHarbor },
      { commitmentId: world.toLakes.commitmentId, documentId: ofLakes },
    ];
    await write(world.partnership, id, "story", { text: "More children read.", attachments });
    await done(step(world.partnership, id, "submission"));
    const read = (await done(world.harbor("GET", `${at(world.toHarbor)}/report`))).body;
    expect(JSON.stringify(read)).toContain(ofHarbor);
    expect(JSON.stringify(read)).not.toContain(ofLakes);
    const requirement = await done(world.lakes("GET", at(world.toLakes)));
    expect(requirement.body).toMatchObject({ submission: { documentIds: [ofLakes] } });
  });

  it("that was withdrawn since holds up the report that it goes with, and no other", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const documentId = await aDocument(world.toHarbor, "kept");
    const attachments = [{ commitmentId: world.toHarbor.commitmentId, documentId }];
    await write(world.partnership, id, "story", { text: "More children read.", attachments });
    await aDocument(world.toHarbor, "withdrawn", documentId);
    const handed = await done(step(world.partnership, id, "submission"));
    expect(handed.body.handedIn).toMatchObject([
      { ...world.toHarbor, outcome: "refused", problem: { code: "conflict" } },
      { ...world.toLakes, outcome: "handed-in" },
    ]);
    expect(handed.body.answers.map(({ standing }) => standing)).toEqual(["frozen", "with-funder"]);
    await done(step(world.partnership, id, "reopening", { reason: "The file was withdrawn" }));
    await write(world.partnership, id, "story", { text: "More children read." });
    const again = await done(step(world.partnership, id, "submission"));
    expect(again.body.handedIn).toMatchObject([{ ...world.toHarbor, edition: 2, outcome: "handed-in" }]);
  });
});

describe("a table that is too busy for one commitment", () => {
  it("leaves its report to the next call, which hands it in", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    const backbone = { organisationId: world.cedar.backboneId, organisationKind: "partnership" as const };
    const hindered = signedIn(busyAt(world.toLakes), { ...backbone, roles: ["data-lead"] });
    const handed = await done(step(hindered, id, "submission"));
    expect(handed.body.handedIn.map(({ outcome }) => outcome)).toEqual(["handed-in", "waiting"]);
    const went = await done(step(world.partnership, id, "submission"));
    expect(went.body.answers.map(({ standing }) => standing)).toEqual(["with-funder", "with-funder"]);
  }, 30_000);
});

describe("what a submission names", () => {
  it("is at most twenty reports, each once, and a section of at most so many figures", async () => {
    const path = `/partnerships/${world.cedar.partnershipId}/report-submissions`;
    const many = Array.from({ length: 21 }, (_, index) => ({
      ...world.toHarbor,
      requirementNumber: index + 1,
    }));
    for (const answers of [many, [world.toHarbor, world.toHarbor], []]) {
      const refused = await world.partnership("POST", path, { body: { title: "Too many", answers } });
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/answers" }] } });
    }
    const id = await aDraft(world);
    const figures = Array.from({ length: 31 }, () => ({ indicatorId: world.cedar.outcomeId }));
    const section = `/report-submissions/${id}/sections/reading`;
    const refused = await world.partnership("PUT", section, { body: { figures }, version: '"0"' });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/figures" }] } });
  });

  it("is begun once, however often it is sent with one key", async () => {
    const path = `/partnerships/${world.cedar.partnershipId}/report-submissions`;
    const sent = { body: { title: "Once", answers: [world.toHarbor] }, key: "begin-once" };
    const first = await done(world.partnership("POST", path, sent));
    // Repeated, it answers what stands at its address.
    const again = await world.partnership("POST", path, sent);
    expect(again.body.id).toBe(first.body.id);
    const listed = await done(world.partnership("GET", path));
    expect(listed.body.items).toHaveLength(1);
  });
});
