import { Stack } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { EnvSchema as JobsEnv } from "../../functions/jobs/env.ts";
import type { EnvSchema as OutboxEnv } from "../../functions/outbox/env.ts";
import type { EnvSchema as ProjectionsEnv } from "../../functions/projections/env.ts";
import type { EnvSchema as RemindersEnv } from "../../functions/reminders/env.ts";
import { RECORDS, RELEASES } from "../../shared/platform/table-definition.ts";
import { addressOf, type Stage } from "../config.ts";
import { JOBS_DELIVERY } from "../delivery.ts";
import type { DomainEvents } from "./domain-events.ts";
import type { FilesBucket } from "./files-bucket.ts";
import type { JobsQueue } from "./jobs-queue.ts";
import { LambdaFunction } from "./lambda-function.ts";
import { may, mayUse } from "./permissions.ts";
import type { Tables } from "./tables.ts";

export type BackgroundFunctionsProps = {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly files: FilesBucket;
  readonly jobsQueue: JobsQueue;
  readonly events: DomainEvents;
  /** Where people reach the product. */
  readonly origin: string;
};

/** The functions nobody waits for: what follows from a write, and what the day brings. */
export class BackgroundFunctions extends Construct {
  readonly projections: LambdaFunction<typeof ProjectionsEnv>;
  readonly outbox: LambdaFunction<typeof OutboxEnv>;
  readonly jobs: LambdaFunction<typeof JobsEnv>;
  readonly reminders: LambdaFunction<typeof RemindersEnv>;

  constructor(scope: Construct, id: string, props: BackgroundFunctionsProps) {
    super(scope, id);
    this.projections = makeProjections(this, props);
    this.outbox = makeOutbox(this, props);
    this.jobs = makeJobs(this, props);
    this.reminders = makeReminders(this, props);
  }
}

/** Writes read models by conditional put alone, so that a redelivered record changes nothing. */
function makeProjections(scope: Construct, { stage, tables }: BackgroundFunctionsProps) {
  return new LambdaFunction<typeof ProjectionsEnv>(scope, "Projections", {
    stage,
    name: "projections",
    purpose: "The stream of the records table to read models.",
    environment: { RECORDS_TABLE: tables.records.tableName },
    memoryMb: 1024,
    timeoutSeconds: 60,
    permissions: mayUse({ table: tables.records, definition: RECORDS, access: "write" }),
  });
}

/** Knows the stream, the queue and the bus; the table itself it may not ask. */
function makeOutbox(scope: Construct, { stage, jobsQueue, events }: BackgroundFunctionsProps) {
  return new LambdaFunction<typeof OutboxEnv>(scope, "Outbox", {
    stage,
    name: "outbox",
    purpose: "The stream of the records table to the jobs queue and the event bus.",
    environment: { JOBS_QUEUE_URL: jobsQueue.queue.queueUrl, EVENT_BUS_NAME: events.bus.eventBusName },
    memoryMb: 512,
    timeoutSeconds: 30,
    permissions: [
      may(["sqs:SendMessage"], jobsQueue.queue.queueArn),
      may(["events:PutEvents"], events.bus.eventBusArn),
    ],
  });
}

function makeJobs(scope: Construct, { stage, tables, files }: BackgroundFunctionsProps) {
  const jobs = new LambdaFunction<typeof JobsEnv>(scope, "Jobs", {
    stage,
    name: "jobs",
    purpose: "Imports, releases and other long work, a step at a time.",
    environment: {
      RECORDS_TABLE: tables.records.tableName,
      RELEASES_TABLE: tables.releases.tableName,
      FILES_BUCKET: files.bucket.bucketName,
    },
    // A whole vCPU: a step holds a whole file in memory and parses it.
    memoryMb: 1769,
    timeoutSeconds: JOBS_DELIVERY.timeoutSeconds,
    // Nobody else writes what is published.
    permissions: [
      ...mayUse({ table: tables.records, definition: RECORDS, access: "write" }),
      ...mayUse({ table: tables.releases, definition: RELEASES, access: "publish" }),
    ],
  });
  files.letReadUploads(jobs.role);
  return jobs;
}

function makeReminders(scope: Construct, { stage, tables, origin }: BackgroundFunctionsProps) {
  return new LambdaFunction<typeof RemindersEnv>(scope, "Reminders", {
    stage,
    name: "reminders",
    purpose: "What is due, what is late, and which consents ran out, once a day.",
    // A setting cannot be absent; an empty one says that nothing is mailed.
    environment: {
      RECORDS_TABLE: tables.records.tableName,
      ORIGIN: origin,
      MAIL_SENDER: stage.mailSender ?? "",
    },
    memoryMb: 512,
    timeoutSeconds: 300,
    permissions: [
      ...mayUse({ table: tables.records, definition: RECORDS, access: "write" }),
      ...maySendMail(scope, stage),
    ],
  });
}

/** To send as the stage's own identity and as nobody else. */
function maySendMail(scope: Construct, { mailSender, mailIdentity }: Stage): PolicyStatement[] {
  if (mailSender === undefined) return [];
  const resourceName = mailIdentity ?? addressOf(mailSender);
  return [
    may(["ses:SendEmail"], Stack.of(scope).formatArn({ service: "ses", resource: "identity", resourceName })),
  ];
}
