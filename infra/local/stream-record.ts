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
    dynamodb: {
      ...withEmptyMaps(change),
      ...(createdAt && { ApproximateCreationDateTime: createdAt.getTime() / 1000 }),
    },
    eventSourceARN: streamArn,
    ...(userIdentity && {
      userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId },
    }),
  });
}

/**
 * DynamoDB Local's stream answers an empty map as an attribute without a type, which no reader takes: as the table itself and
 * the cloud's stream would, it is given its type back.
 */
function withEmptyMaps(change: NonNullable<_Record["dynamodb"]>): NonNullable<_Record["dynamodb"]> {
  const { OldImage, NewImage, ...rest } = change;
  return {
    ...rest,
    ...(OldImage && { OldImage: typedMap(OldImage) }),
    ...(NewImage && { NewImage: typedMap(NewImage) }),
  };
}

type Attributes = NonNullable<NonNullable<_Record["dynamodb"]>["NewImage"]>;

function typedMap(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, typed(value)]));
}

function typed(value: Attributes[string]): Attributes[string] {
  if (value.M) return { M: typedMap(value.M) };
  if (value.L) return { L: value.L.map(typed) };
  return Object.keys(value).length === 0 ? { M: {} } : value;
}

/** A function receives JSON: a copy of its own that no other function can change, without binary values. */
function jsonCopy(value: unknown): DynamoDBRecord {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      part instanceof Uint8Array ? Buffer.from(part).toString("base64") : part,
    ),
  );
}
