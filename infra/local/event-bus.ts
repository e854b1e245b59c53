import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type AwsCall, awsAnswer, isFault, isObject, readAwsCall } from "./aws-json.ts";
import { type Listener, writeAnswer } from "./http-server.ts";

/** EventBridge on one machine: nobody is subscribed, so each event becomes a line of `events.ndjson`. */
export function makeEventBus(dataFolder: string, now: () => Date): Listener {
  return async (request, response) => {
    const call = await readAwsCall(request);
    const output = isFault(call) ? call : putEvents(call, dataFolder, now);
    writeAnswer(request, response, awsAnswer(output));
  };
}

function putEvents(call: AwsCall, dataFolder: string, now: () => Date): object {
  if (call.action !== "AWSEvents.PutEvents") {
    return { fault: "UnknownOperationException", message: `${call.action} is not spoken here.` };
  }
  const entries = Array.isArray(call.input.Entries) ? call.input.Entries.filter(isObject) : [];
  if (entries.length === 0 || entries.length > 10) {
    return { fault: "ValidationException", message: "PutEvents takes from 1 to 10 entries." };
  }
  const answers = entries.map((entry) => answerEntry(entry, dataFolder, now));
  return { FailedEntryCount: answers.filter((answer) => "ErrorCode" in answer).length, Entries: answers };
}

function answerEntry(entry: Readonly<Record<string, unknown>>, dataFolder: string, now: () => Date): object {
  const missing = ["Source", "DetailType", "Detail"].find(
    (name) => typeof entry[name] !== "string" || entry[name] === "",
  );
  if (missing) {
    return {
      ErrorCode: "InvalidArgument",
      ErrorMessage: `Parameter ${missing} is not valid. Reason: it is required.`,
    };
  }
  const detail = parse(String(entry.Detail));
  if (!isObject(detail)) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  const id = randomUUID();
  const { EventBusName: bus, Source: source, DetailType: detailType, Resources: resources } = entry;
  mkdirSync(dataFolder, { recursive: true });
  const line = JSON.stringify({
    id,
    time: now().toISOString(),
    bus,
    source,
    "detail-type": detailType,
    resources,
    detail,
  });
  appendFileSync(join(dataFolder, "events.ndjson"), `${line}\n`);
  return { EventId: id };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
