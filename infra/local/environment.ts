import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CREDENTIALS, REGION } from "./clients.ts";
import { issuerAddresses } from "./issuer.ts";
import { CLIENT_ID } from "./issuer-tokens.ts";
import type { TableNames } from "./tables.ts";

export const FILES_BUCKET = "throughline-files";
export const S3_PATH = "/local/s3";
export const SQS_PATH = "/local/sqs";
export const EVENTS_PATH = "/local/events";
export const SES_PATH = "/local/ses";

export type EnvironmentFacts = {
  readonly origin: string;
  /** Address of the DynamoDB engine. */
  readonly endpoint: string;
  readonly tables: TableNames;
  readonly cursorSecret: string;
};

/** The address of the jobs queue. */
export function jobsQueueUrl(origin: string): string {
  return `${origin}${SQS_PATH}/jobs`;
}

/**
 * What the functions find in their environment: their settings, and the SDK's own variables that send it to this
 * machine, so that no function knows where it runs.
 */
export function functionEnvironment(facts: EnvironmentFacts): Readonly<Record<string, string>> {
  const issuer = issuerAddresses(facts.origin);
  return {
    RECORDS_TABLE: facts.tables.records,
    RELEASES_TABLE: facts.tables.releases,
    FILES_BUCKET,
    JOBS_QUEUE_URL: jobsQueueUrl(facts.origin),
    EVENT_BUS_NAME: "throughline",
    CURSOR_SECRET: facts.cursorSecret,
    ORIGIN: facts.origin,
    MAIL_SENDER: "Throughline <reminders@throughline.example>",
    TOKEN_ISSUER: issuer.issuer,
    TOKEN_KEYS_URL: issuer.keys,
    TOKEN_AUDIENCE: CLIENT_ID,
    AUTHORIZE_URL: issuer.authorize,
    TOKEN_URL: issuer.token,
    SIGN_OUT_URL: issuer.signOut,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: facts.endpoint,
    AWS_ENDPOINT_URL_SQS: `${facts.origin}${SQS_PATH}`,
    AWS_ENDPOINT_URL_S3: `${facts.origin}${S3_PATH}`,
    AWS_ENDPOINT_URL_EVENTBRIDGE: `${facts.origin}${EVENTS_PATH}`,
    AWS_ENDPOINT_URL_SESV2: `${facts.origin}${SES_PATH}`,
    // Lambda's clock shows UTC.
    TZ: "UTC",
  };
}

/** Settings of a person's own AWS account, any of which would lead the SDK away from this machine. */
const FOREIGN = ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"];

/** Puts the environment in place; to be done before a bundle is imported, for a function reads it as it starts. */
export function applyEnvironment(environment: Readonly<Record<string, string>>): void {
  for (const name of FOREIGN) delete process.env[name];
  Object.assign(process.env, environment);
}

/** The secret that signs cursors, made once and kept with the data, so that a cursor outlives a restart. */
export function readCursorSecret(dataDir: string): string {
  const file = join(dataDir, "cursor-secret");
  if (existsSync(file)) return readFileSync(file, "utf8");
  const secret = randomBytes(32).toString("base64url");
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, secret, { mode: 0o600 });
  return secret;
}
