import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";

const table = new DynamoDBClient({});

/** A stand-in for the projections function: a read model item beside each head. */
export async function handler(event: DynamoDBStreamEvent): Promise<void> {
  for (const record of event.Records) {
    const image = record.dynamodb?.NewImage;
    if (image?.sk?.S !== "C#HEAD" || !image.pk?.S) continue;
    const Item = { pk: { S: image.pk.S }, sk: { S: "S#SUMMARY" }, of: { S: image.body?.S ?? "" } };
    await table.send(new PutItemCommand({ TableName: process.env.RECORDS_TABLE, Item }));
  }
}
