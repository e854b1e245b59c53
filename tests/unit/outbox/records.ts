import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";

let sequence = 100;

/** A record of the table's stream, as Lambda hands it over: what an item was, and what it became. */
export function aRecord(
  after: Record<string, unknown> | undefined,
  before?: Record<string, unknown>,
): DynamoDBRecord {
  const number = String(sequence++);
  // Lambda's types and the SDK's describe the same JSON with different optional fields.
  const image = (item: Record<string, unknown>) => marshall(item) as never;
  return {
    eventID: `event-${number}`,
    eventName: after ? (before ? "MODIFY" : "INSERT") : "REMOVE",
    dynamodb: {
      SequenceNumber: number,
      ...(after ? { NewImage: image(after) } : {}),
      ...(before ? { OldImage: image(before) } : {}),
    },
  };
}

export const JOB_ID = "job_01JD0000000000000000000001";

/** The head of an import job as it is stored, as far as the outbox looks at it. */
export function aJob(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    pk: `JOB#${JOB_ID}`,
    sk: "C#HEAD",
    type: "import-job",
    id: JOB_ID,
    ownerId: "org_01JD0000000000000000000001",
    kind: "360giving",
    fileName: "private-name.json",
    status: "queued",
    step: 1,
    changedAt: "2026-11-23T09:00:00.000Z",
    ...overrides,
  };
}

/** A change item of a commitment. */
export function aChange(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    pk: "CMT#cmt_01JD0000000000000000000001",
    sk: "H#0000000001",
    type: "change",
    ownerId: "org_01JD0000000000000000000001",
    version: 1,
    action: "commitment.created",
    recordedAt: "2026-11-23T09:00:00.000Z",
    reason: "A private reason",
    parts: '[{"amountMinor":100}]',
    by: { principalId: "per_01JD0000000000000000000001", organisationId: "org_01JD0000000000000000000001" },
    ...overrides,
  };
}
