import { type AwsCall, type AwsFault, isFault, isObject } from "./aws-json.ts";
import type { NewMessage, QueueStore } from "./queue-store.ts";
import { md5, md5OfAttributes, readAttributes } from "./sqs-digest.ts";

/** SQS refuses more in one message, and in one batch. */
const LONGEST_MESSAGE = 1_048_576;

/** Answers the two actions of SQS the functions use: sending one message, and sending up to ten. */
export function answerSqs(call: AwsCall, queueUrl: string, store: QueueStore): object {
  if (call.input.QueueUrl !== queueUrl) {
    return {
      fault: "com.amazonaws.sqs#QueueDoesNotExist",
      message: "The specified queue does not exist.",
      queryCode: "AWS.SimpleQueueService.NonExistentQueue",
    };
  }
  if (call.action === "AmazonSQS.SendMessage") return sendOne(call.input, store);
  if (call.action === "AmazonSQS.SendMessageBatch") return sendBatch(call.input.Entries, store);
  return { fault: "com.amazonaws.sqs#UnsupportedOperation", message: `${call.action} is not spoken here.` };
}

function sendOne(input: Readonly<Record<string, unknown>>, store: QueueStore): object {
  const message = readMessage(input);
  if (isFault(message)) return message;
  const [id] = store.send([message]);
  return { MessageId: id, ...digests(message) };
}

function sendBatch(entries: unknown, store: QueueStore): object {
  const list = Array.isArray(entries) ? entries.filter(isObject) : [];
  const ids = list.map((entry) => String(entry.Id));
  if (list.length === 0) return batchFault("EmptyBatchRequest", "The batch holds no entries.");
  if (list.length > 10)
    return batchFault("TooManyEntriesInBatchRequest", "A batch holds at most 10 entries.");
  if (new Set(ids).size < ids.length)
    return batchFault("BatchEntryIdsNotDistinct", "Two entries have one id.");
  const messages = list.map(readMessage);
  const sound = messages.flatMap((message) => (isFault(message) ? [] : [message]));
  if (sound.reduce((sum, message) => sum + Buffer.byteLength(message.body), 0) > LONGEST_MESSAGE) {
    return batchFault("BatchRequestTooLong", `A batch holds at most ${LONGEST_MESSAGE} bytes.`);
  }
  const messageIds = store.send(sound);
  const sent = new Map(sound.map((message, index) => [message, messageIds[index]]));
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const [index, message] of messages.entries()) {
    const Id = ids[index];
    if (isFault(message))
      Failed.push({ Id, SenderFault: true, Code: message.fault, Message: message.message });
    else Successful.push({ Id, MessageId: sent.get(message), ...digests(message) });
  }
  return { Successful, Failed };
}

function readMessage(input: Readonly<Record<string, unknown>>): NewMessage | AwsFault {
  const body = input.MessageBody;
  if (typeof body !== "string" || body === "") {
    return { fault: "MissingParameter", message: "The request must contain the parameter MessageBody." };
  }
  if (Buffer.byteLength(body) > LONGEST_MESSAGE) {
    return { fault: "InvalidParameterValue", message: `A message has at most ${LONGEST_MESSAGE} bytes.` };
  }
  const seconds = Number(input.DelaySeconds ?? 0);
  if (!(seconds >= 0 && seconds <= 900)) {
    return { fault: "InvalidParameterValue", message: "DelaySeconds must be from 0 to 900." };
  }
  return { body, attributes: readAttributes(input.MessageAttributes), delayMs: seconds * 1_000 };
}

function digests(message: NewMessage): Record<string, string> {
  const hasAttributes = Object.keys(message.attributes).length > 0;
  return {
    MD5OfMessageBody: md5(message.body),
    ...(hasAttributes && { MD5OfMessageAttributes: md5OfAttributes(message.attributes) }),
  };
}

function batchFault(name: string, message: string): AwsFault {
  return { fault: `com.amazonaws.sqs#${name}`, message, queryCode: `AWS.SimpleQueueService.${name}` };
}
