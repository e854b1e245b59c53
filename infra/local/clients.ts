import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

export const REGION = "us-east-1";
/** Names no account: the engines accept any key, and DynamoDB Local only letters and digits. */
export const CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" } as const;

/** A DynamoDB client of an engine on this machine; the caller destroys it. */
export function makeClient(endpoint: string, more: DynamoDBClientConfig = {}): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS, ...more });
}
