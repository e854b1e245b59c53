import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { EnvSchema as JobsEnv } from "../../functions/jobs/env.ts";
import type { EnvSchema as OutboxEnv } from "../../functions/outbox/env.ts";
import type { EnvSchema as ProjectionsEnv } from "../../functions/projections/env.ts";
import type { EnvSchema as RemindersEnv } from "../../functions/reminders/env.ts";
import { RECORDS } from "../../shared/platform/table-definition.ts";
import type { Config } from "../config.ts";
import { DailyRun } from "./daily-run.ts";
import type { DomainEvents } from "./domain-events.ts";
import type { Files } from "./files.ts";
import { workOnJobs } from "./job-worker.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Queues } from "./queues.ts";
import { readStream } from "./stream-reader.ts";
import { grantTable } from "./table-access.ts";
import type { Tables } from "./tables.ts";

export type BackgroundFunctionsProps = {
  readonly config: Config;
  readonly tables: Tables;
  readonly files: Files;
  readonly queues: Queues;
  readonly events: DomainEvents;
};

/** A step of a job takes at most 60 s; what is above that is for writing down where it stopped. */
export const JOB_TIMEOUT_SECONDS = 90;

/** The functions that nobody waits for: what follows from a write, and what the day brings. */
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

function makeProjections(
  scope: Construct,
  props: BackgroundFunctionsProps,
): LambdaFunction<typeof ProjectionsEnv> {
  const projections = new LambdaFunction<typeof ProjectionsEnv>(scope, "ProjectionsFunction", {
    folder: "projections",
    settings: { RECORDS_TABLE: props.tables.records.tableName },
    memoryMb: 1024,
    timeoutSeconds: 60,
    logRetention: props.config.logRetention,
  });
  grantTable(projections.function, { table: props.tables.records, definition: RECORDS, access: "project" });
  readStream(projections.function, { table: props.tables.records, givenUp: props.queues.givenUp });
  return projections;
}

function makeOutbox(scope: Construct, props: BackgroundFunctionsProps): LambdaFunction<typeof OutboxEnv> {
  const outbox = new LambdaFunction<typeof OutboxEnv>(scope, "OutboxFunction", {
    folder: "outbox",
    settings: { JOBS_QUEUE_URL: props.queues.jobs.queueUrl, EVENT_BUS_NAME: props.events.bus.eventBusName },
    memoryMb: 512,
    timeoutSeconds: 30,
    logRetention: props.config.logRetention,
  });
  outbox.function.addToRolePolicy(
    new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [props.queues.jobs.queueArn] }),
  );
  outbox.function.addToRolePolicy(
    new PolicyStatement({ actions: ["events:PutEvents"], resources: [props.events.bus.eventBusArn] }),
  );
  readStream(outbox.function, { table: props.tables.records, givenUp: props.queues.givenUp });
  return outbox;
}

function makeJobs(scope: Construct, props: BackgroundFunctionsProps): LambdaFunction<typeof JobsEnv> {
  const jobs = new LambdaFunction<typeof JobsEnv>(scope, "JobsFunction", {
    folder: "jobs",
    settings: {
      RECORDS_TABLE: props.tables.records.tableName,
      FILES_BUCKET: props.files.bucket.bucketName,
    },
    // A whole import file is held in memory while a step reads it.
    memoryMb: 1769,
    timeoutSeconds: JOB_TIMEOUT_SECONDS,
    logRetention: props.config.logRetention,
  });
  grantTable(jobs.function, { table: props.tables.records, definition: RECORDS, access: "write" });
  props.files.grantRead(jobs.function);
  jobs.acknowledgeWildcard(props.files.uploadsFinding, props.files.uploadsReason);
  workOnJobs(jobs.function, props.queues.jobs);
  return jobs;
}

function makeReminders(
  scope: Construct,
  props: BackgroundFunctionsProps,
): LambdaFunction<typeof RemindersEnv> {
  const reminders = new LambdaFunction<typeof RemindersEnv>(scope, "RemindersFunction", {
    folder: "reminders",
    settings: { RECORDS_TABLE: props.tables.records.tableName },
    memoryMb: 512,
    timeoutSeconds: 300,
    logRetention: props.config.logRetention,
  });
  grantTable(reminders.function, { table: props.tables.records, definition: RECORDS, access: "remind" });
  new DailyRun(scope, "Daily", { function: reminders.function, givenUp: props.queues.givenUp });
  return reminders;
}
