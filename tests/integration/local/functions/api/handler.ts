import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";

// Read as the bundle starts, like the settings of a real function.
const RECORDS = process.env.RECORDS_TABLE;
const FILES = process.env.FILES_BUCKET;
const table = new DynamoDBClient({});
const files = new S3Client({});

/** A stand-in for the api function: the least that shows that a request reaches a table, a file and back. */
export async function handler(event: APIGatewayProxyEventV2, context: Context): Promise<unknown> {
  const name = event.rawPath.slice("/v1/".length);
  if (name === "event") return { statusCode: 200, body: JSON.stringify({ event, context }) };
  if (name === "throw") throw new Error("a bug");
  if (name === "settings") return { region: process.env.AWS_REGION, settings: { RECORDS, FILES } };
  if (name === "upload") {
    const command = new PutObjectCommand({ Bucket: FILES, Key: "uploads/grants.json" });
    return { statusCode: 201, headers: { location: await getSignedUrl(files, command, { expiresIn: 60 }) } };
  }
  const key = { pk: { S: `CMT#${name}` }, sk: { S: "C#HEAD" } };
  if (event.requestContext.http.method === "PUT") {
    const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8").toString("utf8");
    await table.send(new PutItemCommand({ TableName: RECORDS, Item: { ...key, body: { S: body } } }));
    return { statusCode: 204 };
  }
  const found = await table.send(new GetItemCommand({ TableName: RECORDS, Key: key, ConsistentRead: true }));
  return { statusCode: found.Item ? 200 : 404, body: JSON.stringify(found.Item ?? null) };
}
