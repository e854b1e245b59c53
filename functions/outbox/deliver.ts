import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { errorFacts, log } from "../../shared/platform/log.ts";
import {
  type DomainEvent,
  intentOf,
  type ReleaseCall,
  type RestatementCall,
  restatementOf,
  type ScorecardCall,
  type StepCall,
} from "./intent.ts";

export type OutboxDeps = {
  readonly queue: SQSClient;
  readonly queueUrl: string;
  readonly bus: EventBridgeClient;
  readonly busName: string;
};

/** Both services take ten at a time. */
const TOGETHER = 10;
const SOURCE = "throughline";

type QueueCall = StepCall | ReleaseCall | ScorecardCall | RestatementCall;
type Pending<I> = { readonly record: DynamoDBRecord; readonly intent: I };

/**
 * Hands on what a batch of stream records calls for: work to the queue of jobs, domain events to the bus. Answers the first
 * record that could not be handed on; the stream comes again from there, and what is sent twice does no harm.
 */
export async function deliver(
  deps: OutboxDeps,
  records: readonly DynamoDBRecord[],
): Promise<DynamoDBBatchResponse> {
  const work: Pending<QueueCall>[] = [];
  const events: Pending<DomainEvent>[] = [];
  for (const record of records) {
    const intent = intentOf(record);
    if (intent?.kind === "event") events.push({ record, intent });
    else if (intent) work.push({ record, intent });
    const restatement = restatementOf(record);
    if (restatement) work.push({ record, intent: restatement });
  }
  const failed = [
    ...(await inTens(work, (some) => sendWork(deps, some))),
    ...(await inTens(events, (some) => putEvents(deps, some))),
  ];
  const first = records.find((record) => failed.includes(record));
  const itemIdentifier = first?.dynamodb?.SequenceNumber;
  if (first && itemIdentifier === undefined) throw new Error("A stream record has no sequence number.");
  return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
}

/** Sends ten at a time, in order; where a call throws, all its ten have failed. Answers the records that failed. */
async function inTens<I>(
  pending: readonly Pending<I>[],
  send: (some: readonly Pending<I>[]) => Promise<readonly number[]>,
): Promise<DynamoDBRecord[]> {
  const failed: DynamoDBRecord[] = [];
  for (let start = 0; start < pending.length; start += TOGETHER) {
    const some = pending.slice(start, start + TOGETHER);
    try {
      const positions = await send(some);
      failed.push(...positions.flatMap((position) => some[position]?.record ?? []));
    } catch (error) {
      log("error", "record_failed", errorFacts(error));
      failed.push(...some.map(({ record }) => record));
    }
  }
  return failed;
}

/** The body of a message, as the queue's worker reads it. */
function bodyOf(call: QueueCall): string {
  if (call.kind === "step") return JSON.stringify({ jobId: call.jobId, step: call.step });
  if (call.kind === "release") return JSON.stringify({ releaseId: call.releaseId, step: call.step });
  if (call.kind === "scorecard") return JSON.stringify({ scorecardId: call.scorecardId, step: call.step });
  return JSON.stringify({ restated: { pk: call.pk, sk: call.sk } });
}

async function sendWork(deps: OutboxDeps, some: readonly Pending<QueueCall>[]): Promise<number[]> {
  const answer = await deps.queue.send(
    new SendMessageBatchCommand({
      QueueUrl: deps.queueUrl,
      Entries: some.map(({ intent }, position) => ({
        Id: String(position),
        MessageBody: bodyOf(intent),
      })),
    }),
  );
  const failed = answer.Failed ?? [];
  for (const { Code, Message } of failed)
    log("error", "record_failed", { service: "sqs", error: Code, message: Message });
  return failed.map(({ Id }) => Number(Id));
}

async function putEvents(deps: OutboxDeps, some: readonly Pending<DomainEvent>[]): Promise<number[]> {
  const answer = await deps.bus.send(
    new PutEventsCommand({
      Entries: some.map(({ record, intent: { type, at, detail } }) => ({
        EventBusName: deps.busName,
        Source: SOURCE,
        DetailType: type,
        Detail: JSON.stringify({ eventId: record.eventID, ...detail }),
        ...(at ? { Time: new Date(at) } : {}),
      })),
    }),
  );
  return (answer.Entries ?? []).flatMap(({ ErrorCode, ErrorMessage }, position) => {
    if (ErrorCode === undefined) return [];
    log("error", "record_failed", { service: "events", error: ErrorCode, message: ErrorMessage });
    return [position];
  });
}
