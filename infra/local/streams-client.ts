import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { CREDENTIALS, REGION } from "./clients.ts";

/** A client of the streams of an engine on this machine; the caller destroys it. */
export function makeStreamsClient(endpoint: string): DynamoDBStreamsClient {
  return new DynamoDBStreamsClient({ endpoint, region: REGION, credentials: CREDENTIALS });
}
