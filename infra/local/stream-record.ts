import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import { REGION } from "./clients.ts";

/**
 * A record as Lambda hands it to a function, from one as the streams API answers it: the creation time in epoch
 * seconds, binary values in base64, the stream's name in `eventSourceARN`, `userIdentity` in small letters.
 */
export function toLambdaRecord(record: _Record, streamArn: string): DynamoDBRecord {
  const { dynamodb, userIdentity, eventName, ...rest } = record;
  const { ApproximateCreationDateTime: createdAt, ...change } = dynamodb ?? {};
  return jsonCopy({
    ...rest,
    eventName,
    eventVersion: record.eventVersion ?? "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: REGION,
    dynamodb: { ...change, ...(createdAt && { ApproximateCreationDateTime: createdAt.getTime() / 1000 }) },
    eventSourceARN: streamArn,
    ...(userIdentity && {
      userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId },
    }),
  });
}

/** A function receives JSON: a copy of its own that no other function can change, without binary values. */
function jsonCopy(value: unknown): DynamoDBRecord {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      part instanceof Uint8Array ? Buffer.from(part).toString("base64") : part,
    ),
  );
}
