import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { deliver } from "../../../functions/outbox/deliver.ts";
import { aChange, aJob, aRecord, JOB_ID } from "./records.ts";

const queue = new SQSClient({ region: "us-east-1" });
const bus = new EventBridgeClient({ region: "us-east-1" });
const deps = { queue, queueUrl: "https://queue.example/jobs", bus, busName: "throughline" };
const sqs = mockClient(queue);
const events = mockClient(bus);

beforeEach(() => {
  sqs.reset();
  events.reset();
  sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
  events.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [] });
});

const sent = () => sqs.commandCalls(SendMessageBatchCommand).map(({ args: [{ input }] }) => input);
const put = () => events.commandCalls(PutEventsCommand).map(({ args: [{ input }] }) => input);
const jobs = (count: number) =>
  Array.from({ length: count }, (_, n) => aRecord(aJob({ step: n + 1 }), aJob({ step: n })));
const changes = (count: number) => Array.from({ length: count }, () => aRecord(aChange()));
const sequenceOf = (record: ReturnType<typeof aRecord> | undefined) => record?.dynamodb?.SequenceNumber;

describe("the outbox", () => {
  it("sends a message for a step, and nothing but its job and number", async () => {
    expect(await deliver(deps, jobs(1))).toEqual({ batchItemFailures: [] });
    expect(sent()).toEqual([
      {
        QueueUrl: "https://queue.example/jobs",
        Entries: [{ Id: "0", MessageBody: `{"jobId":"${JOB_ID}","step":1}` }],
      },
    ]);
    expect(put()).toEqual([]);
  });

  it("sends a message for a step of the work on a release", async () => {
    const work = {
      pk: "REL#rel_1",
      sk: "W#WORK",
      type: "release-work",
      releaseId: "rel_1",
      status: "running",
    };
    await deliver(deps, [aRecord({ ...work, step: 1 })]);
    expect(sent()[0]?.Entries).toEqual([{ Id: "0", MessageBody: '{"releaseId":"rel_1","step":1}' }]);
  });

  it("sends a message for what a scorecard waits for, and for nothing else of it", async () => {
    const head = {
      pk: "SCO#sco_1",
      sk: "C#HEAD",
      type: "scorecard",
      id: "sco_1",
      status: "composing",
      step: 1,
    };
    const composed = { ...head, status: "composed" };
    await deliver(deps, [
      aRecord(head),
      aRecord(composed, head),
      aRecord({ ...composed, choices: "{}" }, composed),
    ]);
    expect(sent()[0]?.Entries).toEqual([{ Id: "0", MessageBody: '{"scorecardId":"sco_1","step":1}' }]);
    const asked = { ...composed, status: "publishing", step: 2 };
    await deliver(deps, [aRecord(asked, composed)]);
    expect(sent()[1]?.Entries).toEqual([{ Id: "0", MessageBody: '{"scorecardId":"sco_1","step":2}' }]);
  });

  it("sends a message for a revision of figures, and tells of it as an event too", async () => {
    const key = { pk: "IND#ind_1", sk: "O#2024-07-01_2025-06-30#own#all#R99999997" };
    const set = { ...key, type: "observation-set", indicatorId: "ind_1", revision: 2 };
    expect(await deliver(deps, [aRecord(set)])).toEqual({ batchItemFailures: [] });
    expect(sent()[0]?.Entries).toEqual([{ Id: "0", MessageBody: JSON.stringify({ restated: key }) }]);
    expect(put()[0]?.Entries?.[0]?.DetailType).toBe("observation.recorded");
  });

  it("puts an event with the id of its record, by which a subscriber knows it again", async () => {
    const record = aRecord(aChange());
    await deliver(deps, [record]);
    expect(put()).toEqual([
      {
        Entries: [
          {
            EventBusName: "throughline",
            Source: "throughline",
            DetailType: "commitment.created",
            Detail: JSON.stringify({
              eventId: record.eventID,
              id: "cmt_01JD0000000000000000000001",
              version: 1,
              action: "commitment.created",
              ownerId: "org_01JD0000000000000000000001",
            }),
            Time: new Date("2026-11-23T09:00:00.000Z"),
          },
        ],
      },
    ]);
  });

  it("takes ten at a time, in the order of the stream", async () => {
    await deliver(deps, [...jobs(23), ...changes(11)]);
    expect(sent().map(({ Entries }) => Entries?.length)).toEqual([10, 10, 3]);
    expect(sent()[2]?.Entries?.[2]?.MessageBody).toBe(`{"jobId":"${JOB_ID}","step":23}`);
    expect(put().map(({ Entries }) => Entries?.length)).toEqual([10, 1]);
  });

  it("calls nobody where nothing is called for", async () => {
    expect(await deliver(deps, [aRecord({ type: "commitment" })])).toEqual({ batchItemFailures: [] });
    expect([...sent(), ...put()]).toEqual([]);
  });

  it("sends the same again where the stream brings the same again", async () => {
    const records = [...jobs(2), ...changes(2)];
    await deliver(deps, records);
    await deliver(deps, records);
    expect(sent()[1]).toEqual(sent()[0]);
    expect(put()[1]).toEqual(put()[0]);
  });
});

describe("a record that could not be handed on", () => {
  it("is answered, so that the stream comes again from the first of them", async () => {
    const records = [...changes(1), ...jobs(3), ...changes(3)];
    sqs.on(SendMessageBatchCommand).resolves({
      Successful: [],
      Failed: [{ Id: "2", Code: "InternalError", SenderFault: false }],
    });
    events.on(PutEventsCommand).resolves({
      FailedEntryCount: 1,
      Entries: [{ EventId: "a" }, { EventId: "b" }, { ErrorCode: "ThrottlingException" }, { EventId: "d" }],
    });
    const answer = await deliver(deps, records);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: sequenceOf(records[3]) }] });
  });

  it("fails with all of its call where the service does not answer; the others are sent", async () => {
    const records = [...changes(2), ...jobs(12)];
    sqs.on(SendMessageBatchCommand).rejectsOnce(new Error("unreachable")).resolves({ Failed: [] });
    const answer = await deliver(deps, records);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: sequenceOf(records[2]) }] });
    expect(sent()).toHaveLength(2);
    expect(put()).toHaveLength(1);
  });
});
