import type { SQSEvent, SQSRecord } from "aws-lambda";
import { MOST_RECEIVES } from "../../functions/jobs/env.ts";
import { JOBS_DELIVERY } from "../delivery.ts";
import { awsAnswer, isFault, readAwsCall } from "./aws-json.ts";
import { REGION } from "./clients.ts";
import { failedIdentifiers } from "./event-source-mapping.ts";
import type { FailureQueue } from "./failure-queue.ts";
import { type Listener, writeAnswer } from "./http-server.ts";
import type { Message, QueueStore } from "./queue-store.ts";
import { errorMessage } from "./setup-error.ts";
import { md5 } from "./sqs-digest.ts";
import { answerSqs } from "./sqs-protocol.ts";

export type QueueOptions = {
  readonly url: string;
  readonly store: QueueStore;
  readonly failures: FailureQueue;
  readonly invoke: (event: SQSEvent) => Promise<unknown>;
  readonly log: (line: string) => void;
  /** Messages given to the function at once, from 1 (the stack's own setting) to 10. */
  readonly batchSize?: number;
  /** Milliseconds before a message that failed for the n-th time comes again; 1, 2, 4 … seconds unless told. */
  readonly backOffMs?: (failures: number) => number;
};

export type Queue = { readonly listener: Listener; readonly stop: () => Promise<void> };

/** Six times the function's timeout, as AWS advises for a queue that feeds a function. */
const HIDDEN_MS = JOBS_DELIVERY.hiddenSeconds * 1_000;

/** Starts the jobs queue: it takes messages in SQS's protocol and hands them to the function, as SQS and Lambda do. */
export function startQueue(options: QueueOptions): Queue {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  const work = async () => {
    while (!stopped) {
      const messages = options.store.receive(options.batchSize ?? JOBS_DELIVERY.batchSize, HIDDEN_MS);
      if (messages.length === 0) break;
      await deliverMessages(messages, options);
    }
  };
  const wake = () => {
    clearTimeout(timer);
    if (stopped || working) return;
    working = work()
      .catch((error: unknown) => options.log(`The jobs queue stumbled: ${errorMessage(error)}`))
      .finally(() => {
        working = undefined;
        const wait = stopped ? undefined : options.store.untilNext();
        // At least a little, so that a queue that stumbles does not spin.
        if (wait !== undefined) timer = setTimeout(wake, Math.max(wait, 20));
      });
  };
  wake();
  return {
    listener: async (request, response) => {
      const call = await readAwsCall(request);
      const output = isFault(call) ? call : answerSqs(call, options.url, options.store);
      writeAnswer(request, response, awsAnswer(output));
      wake();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await working;
    },
  };
}

/** One batch: what the function reports, or all of it when it throws, comes again later; the rest is done. */
async function deliverMessages(messages: readonly Message[], options: QueueOptions): Promise<void> {
  const { failed, reason } = await failedOf(messages, options);
  for (const message of messages) {
    if (!failed.has(message.id)) {
      options.store.remove(message.id);
    } else if (message.receiveCount < MOST_RECEIVES) {
      const backOff = options.backOffMs ?? ((failures) => 1_000 * 2 ** (failures - 1));
      options.store.release(message.id, backOff(message.receiveCount));
    } else {
      options.failures.add(reason, { messageId: message.id, body: message.body });
      options.store.remove(message.id);
      options.log(`jobs gave up message ${message.id}: ${reason}`);
    }
  }
}

async function failedOf(
  messages: readonly Message[],
  options: QueueOptions,
): Promise<{ failed: ReadonlySet<string>; reason: string }> {
  const all = new Set(messages.map((message) => message.id));
  try {
    const named = failedIdentifiers(
      await options.invoke({ Records: messages.map((message) => toRecord(message, options.url)) }),
    );
    const known = named.filter((id) => id !== undefined && all.has(id)).map(String);
    if (known.length < named.length) {
      return { failed: all, reason: "The function named a message that was not in its batch." };
    }
    return { failed: new Set(known), reason: "The function reported the message as failed." };
  } catch (error) {
    return { failed: all, reason: `The function threw: ${errorMessage(error)}` };
  }
}

function toRecord(message: Message, url: string): SQSRecord {
  return {
    messageId: message.id,
    receiptHandle: `${message.id}#${message.receiveCount}`,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      SenderId: "local",
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    },
    messageAttributes: message.attributes,
    md5OfBody: md5(message.body),
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:${REGION}:000000000000:${url.slice(url.lastIndexOf("/") + 1)}`,
    awsRegion: REGION,
  };
}
