import type { IncomingMessage } from "node:http";
import { isObject } from "./aws-json.ts";
import type { HttpAnswer } from "./http-answer.ts";
import { type Listener, readBody, writeAnswer } from "./http-server.ts";
import type { MailStore, NewMail } from "./mail-store.ts";

type Fault = { readonly status: number; readonly fault: string; readonly message: string };

/** SES takes 40 MB with attachments; here are texts only. */
const LONGEST_CALL = 1024 * 1024;
const MOST_ADDRESSES = 50;

/** SES on one machine: it speaks `SendEmail` of a simple text (API version 2), and keeps the mail instead of sending it. */
export function makeMailService(prefix: string, store: MailStore): Listener {
  return async (request, response) => {
    const mail = await readMail(request, prefix);
    const answer = "fault" in mail ? faultAnswer(mail) : json(200, { MessageId: store.add(mail) });
    writeAnswer(request, response, answer);
  };
}

async function readMail(request: IncomingMessage, prefix: string): Promise<NewMail | Fault> {
  const body = await readBody(request, LONGEST_CALL);
  const path = (request.url ?? "").split("?", 1)[0];
  if (request.method !== "POST" || path !== `${prefix}/v2/email/outbound-emails`) {
    const message = `${request.method} ${path} is not spoken here.`;
    return { status: 404, fault: "NotFoundException", message };
  }
  if (body === undefined) return badRequest("The request is too long.");
  const input = parse(body.toString("utf8"));
  const to = addressesOf(at(input, "Destination", "ToAddresses"));
  const simple = at(input, "Content", "Simple");
  const [from, subject, text] = [
    at(input, "FromEmailAddress"),
    at(simple, "Subject", "Data"),
    at(simple, "Body", "Text", "Data"),
  ];
  if (to === undefined) return badRequest(`Give from 1 to ${MOST_ADDRESSES} addresses to send to.`);
  if (!isFilled(from)) return badRequest("Missing required header 'From'.");
  if (!isFilled(subject) || !isFilled(text))
    return badRequest("Only a simple mail of text with a subject is spoken here.");
  if (/[\r\n]/.test(subject)) return badRequest("A subject is one line.");
  return { from, to, subject, text };
}

function addressesOf(value: unknown): string[] | undefined {
  const addresses = Array.isArray(value) ? value.map(String) : [];
  const isSound = addresses.length > 0 && addresses.length <= MOST_ADDRESSES;
  return isSound && addresses.every((address) => /^\S.*@\S+$/.test(address)) ? addresses : undefined;
}

/** What lies under some keys of nested objects. */
function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function badRequest(message: string): Fault {
  return { status: 400, fault: "BadRequestException", message };
}

function faultAnswer({ status, fault, message }: Fault): HttpAnswer {
  const { headers, ...answer } = json(status, { message });
  return { ...answer, headers: { ...headers, "x-amzn-errortype": fault } };
}

function json(status: number, value: unknown): HttpAnswer {
  const headers = { "content-type": "application/json" };
  return { status, headers, body: Buffer.from(JSON.stringify(value)) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
