import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { SQSRecord } from "aws-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { type MessageDeps, runMessages } from "../../../functions/jobs/run-messages.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../shared/disclosure/release/release-policy.ts";
import { NO_COUNTS } from "../../../shared/interchange/import-job.ts";
import type { StepDeps } from "../../../shared/interchange/run-import-step.ts";
import type { Key } from "../../../shared/platform/table.ts";

const JOB = "job_01JD0000000000000000000001";
const NOW = "2026-11-23T09:00:00.000Z";
const client = new DynamoDBClient({ region: "us-east-1" });
const table = mockClient(client);

beforeEach(() => {
  table.reset();
  table.on(PutItemCommand).resolves({});
});

function aMessage(body: unknown, receives = 1): SQSRecord {
  return {
    messageId: `message-${JSON.stringify(body)}`,
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(receives) },
  } as SQSRecord;
}

/** Steps over a table whose files cannot be read, and restatements that are only counted. */
function withFailingSteps(reviewed: Key[] = []): MessageDeps {
  const reviewRestated = async (revision: Key) => reviewed.push(revision);
  return { steps: failingSteps(), releases: idleReleases(), scorecards: idleScorecards(), reviewRestated };
}

/** The work on scorecards, over the same table. */
function idleScorecards(): MessageDeps["scorecards"] {
  const scorecardFacts = async () => {
    throw new Error("Not reached.");
  };
  const { table: records, published, clock } = idleReleases();
  return { table: records, published, clock, scorecardFacts };
}

/** The work on releases, over the same table. */
function idleReleases(): MessageDeps["releases"] {
  const never = async () => {
    throw new Error("Not reached.");
  };
  const tables = { table: { client, name: "records" }, published: { client, name: "releases" } };
  return { ...tables, clock: () => NOW, openSolver: never, partnershipName: never, input: never };
}

function failingSteps(): StepDeps {
  const never = async () => {
    throw new Error("Not reached.");
  };
  return {
    table: { client, name: "records" },
    files: {
      read: async () => {
        throw new Error("The bucket does not answer.");
      },
    },
    clock: () => NOW,
    registerParties: never,
    recordAwards: never,
    previewAwards: never,
    recordObservations: never,
    previewObservations: never,
    findRemoved: never,
    withdrawObservations: never,
    templateIndicators: never,
  };
}

function storeJob() {
  const author = { principalId: "per_1", organisationId: "org_01JD0000000000000000000001" };
  const head = {
    id: JOB,
    ownerId: author.organisationId,
    author,
    kind: "360giving",
    strict: false,
    status: "running",
    version: 4,
    phase: "record",
    step: 2,
    next: 100,
    counts: NO_COUNTS,
    tally: "{}",
    createdAt: "2026-11-23T08:00:00.000Z",
    changedAt: "2026-11-23T08:00:00.000Z",
  };
  table.on(GetItemCommand).resolves({ Item: marshall({ pk: `JOB#${JOB}`, sk: "C#HEAD", ...head }) });
}

describe("the queue of jobs", () => {
  it("gets a message back whose step threw, and no other", async () => {
    storeJob();
    const [failing, stale] = [aMessage({ jobId: JOB, step: 2 }), aMessage({ jobId: JOB, step: 1 })];
    const answer = await runMessages(withFailingSteps(), [stale, failing]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: failing.messageId }] });
    expect(table.commandCalls(PutItemCommand)).toEqual([]);
  });

  it("tells the job that it was cut off when a message fails for the last time", async () => {
    storeJob();
    await runMessages(withFailingSteps(), [aMessage({ jobId: JOB, step: 2 }, 3)]);
    const [put] = table.commandCalls(PutItemCommand);
    expect(put?.args[0].input).toMatchObject({
      Item: { status: { S: "failed" }, next: { N: "100" }, version: { N: "5" } },
      ConditionExpression: "version = :version",
      ExpressionAttributeValues: { ":version": { N: "4" } },
    });
    expect(put?.args[0].input.Item?.problem?.S).toContain("internal_error");
  });

  it("drops a message of a job that is not there", async () => {
    table.on(GetItemCommand).resolves({});
    const answer = await runMessages(withFailingSteps(), [aMessage({ jobId: JOB, step: 1 })]);
    expect(answer).toEqual({ batchItemFailures: [] });
  });

  it("has a revision of figures reviewed by its key, and gives the message back where that throws", async () => {
    const key = { pk: "IND#ind_1", sk: "O#2024-07-01_2025-06-30#own#all#R99999997" };
    const message = aMessage({ restated: key });
    const reviewed: Key[] = [];
    expect(await runMessages(withFailingSteps(reviewed), [message])).toEqual({ batchItemFailures: [] });
    expect(reviewed).toEqual([key]);
    const broken = {
      ...withFailingSteps(),
      reviewRestated: () => Promise.reject(new Error("The table is busy.")),
    };
    expect(await runMessages(broken, [message])).toEqual({
      batchItemFailures: [{ itemIdentifier: message.messageId }],
    });
  });

  it("works on a release, and says of it that it was cut off when a message fails for the last time", async () => {
    const RELEASE = "rel_01JD0000000000000000000001";
    const pk = `REL#${RELEASE}`;
    const by = { principalId: "per_1", organisationId: "org_01JD0000000000000000000001" };
    const work = {
      releaseId: RELEASE,
      phase: "withdraw",
      status: "running",
      step: 7,
      done: 0,
      state: "{}",
      at: NOW,
      by,
    };
    const head = {
      ...{ id: RELEASE, partnershipId: "prt_01JD0000000000000000000001", title: "Reading", attempt: 1 },
      selection: JSON.stringify({ indicatorIds: ["ind_01JD0000000000000000000001"] }),
      policy: JSON.stringify(DEFAULT_RELEASE_POLICY),
      ...{ status: "withdrawing", version: 5, recordedAt: NOW, historyHash: "0".repeat(64) },
    };
    const items = [
      { pk, sk: "C#HEAD", ownerId: by.organisationId, ...head },
      { pk, sk: "W#WORK", ownerId: by.organisationId, ...work },
    ];
    table.on(BatchGetItemCommand).resolves({ Responses: { records: items.map((item) => marshall(item)) } });
    const [failing, stale] = [
      aMessage({ releaseId: RELEASE, step: 7 }, 3),
      aMessage({ releaseId: RELEASE, step: 6 }),
    ];
    const answer = await runMessages(withFailingSteps(), [stale, failing]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: failing.messageId }] });
    const [put, ...others] = table.commandCalls(PutItemCommand);
    expect(others).toEqual([]);
    expect(put?.args[0].input).toMatchObject({
      Item: { status: { S: "failed" }, step: { N: "8" }, phase: { S: "withdraw" } },
      ExpressionAttributeValues: { ":step": { N: "7" } },
    });
  });

  it("gives back what is no message of ours", async () => {
    const strange = aMessage({ job: 1 });
    const answer = await runMessages(withFailingSteps(), [strange]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: strange.messageId }] });
  });
});
