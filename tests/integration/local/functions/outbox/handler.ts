import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBStreamEvent } from "aws-lambda";

const queue = new SQSClient({});
const bus = new EventBridgeClient({});

/** A stand-in for the outbox function: a message and an event for each head. */
export async function handler(event: DynamoDBStreamEvent): Promise<void> {
  const heads = event.Records.filter((record) => record.dynamodb?.Keys?.sk?.S === "C#HEAD");
  for (const [index, record] of heads.entries()) {
    const about = JSON.stringify({ jobId: record.dynamodb?.Keys?.pk?.S });
    await queue.send(
      new SendMessageBatchCommand({
        QueueUrl: process.env.JOBS_QUEUE_URL,
        Entries: [{ Id: String(index), MessageBody: about }],
      }),
    );
    const Entries = [
      {
        EventBusName: process.env.EVENT_BUS_NAME,
        Source: "throughline",
        DetailType: "Changed",
        Detail: about,
      },
    ];
    await bus.send(new PutEventsCommand({ Entries }));
  }
}
