import { CfnOutput, Stack, type StackProps, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Stage } from "./config.ts";
import { BackgroundFunctions } from "./constructs/background-functions.ts";
import { CursorSecret } from "./constructs/cursor-secret.ts";
import { DailyRun } from "./constructs/daily-run.ts";
import { DomainEvents } from "./constructs/domain-events.ts";
import { FilesBucket } from "./constructs/files-bucket.ts";
import { Entrance } from "./constructs/http-api.ts";
import { HttpFunctions } from "./constructs/http-functions.ts";
import { Identity } from "./constructs/identity.ts";
import { JobsQueue } from "./constructs/jobs-queue.ts";
import { Monitoring } from "./constructs/monitoring.ts";
import { StreamConsumer } from "./constructs/stream-consumer.ts";
import { Tables } from "./constructs/tables.ts";

/** The whole product in one account and region: it puts capabilities together and defines no resource itself. */
export class ThroughlineStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: Stage }) {
    super(scope, id, { ...props, terminationProtection: stage.keepData });
    Tags.of(this).add("product", "throughline");
    Tags.of(this).add("stage", stage.stage);

    const entrance = new Entrance(this, "Http", { stage });
    const origin = stage.origin ?? entrance.api.apiEndpoint;
    const tables = new Tables(this, "Tables", { stage });
    const files = new FilesBucket(this, "Files", { stage, origin });
    const identity = new Identity(this, "Identity", { stage, origin });
    const cursorSecret = new CursorSecret(this, "CursorSecret", { stage }).reference;
    const jobsQueue = new JobsQueue(this, "JobsQueue", { stage });
    const events = new DomainEvents(this, "Events");

    const http = new HttpFunctions(this, "Requests", { stage, tables, files, identity, cursorSecret });
    const background = new BackgroundFunctions(this, "Background", {
      stage,
      tables,
      files,
      jobsQueue,
      events,
      origin,
    });
    entrance.lead({
      api: http.api.function,
      web: http.web.function,
      public: http.public.function,
      documents: http.documents.function,
    });
    const sources = connect(this, { stage, tables, jobsQueue, background });
    watch(this, { entrance, http, background, failures: sources });
    tell(this, {
      ApiUrl: entrance.api.apiEndpoint,
      UserPoolId: identity.pool.userPoolId,
      UserPoolClientId: identity.client.userPoolClientId,
      RecordsTableName: tables.records.tableName,
      ReleasesTableName: tables.releases.tableName,
      FilesBucketName: files.bucket.bucketName,
      JobsQueueUrl: jobsQueue.queue.queueUrl,
    });
  }
}

type Work = {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly jobsQueue: JobsQueue;
  readonly background: BackgroundFunctions;
};

/** Brings each background function its work; answers where work goes that fails for good. */
function connect(stack: Stack, { stage, tables, jobsQueue, background }: Work) {
  const table = tables.records;
  const projections = new StreamConsumer(stack, "ProjectionsStream", {
    stage,
    table,
    consumer: background.projections,
  });
  const outbox = new StreamConsumer(stack, "OutboxStream", { stage, table, consumer: background.outbox });
  const daily = new DailyRun(stack, "Daily", { stage, runs: background.reminders });
  jobsQueue.workedBy(background.jobs);
  return {
    Projections: projections.failures,
    Outbox: outbox.failures,
    Jobs: jobsQueue.failures,
    Reminders: daily.failures,
  };
}

type Watched = {
  readonly entrance: Entrance;
  readonly http: HttpFunctions;
  readonly background: BackgroundFunctions;
  readonly failures: ReturnType<typeof connect>;
};

function watch(stack: Stack, { entrance, http, background, failures }: Watched): void {
  const streamReaders = {
    Projections: background.projections.function,
    Outbox: background.outbox.function,
  };
  const monitoring = new Monitoring(stack, "Monitoring", {
    api: entrance.api,
    failures,
    streamReaders,
    functions: {
      Api: http.api.function,
      Web: http.web.function,
      Public: http.public.function,
      Documents: http.documents.function,
      Jobs: background.jobs.function,
      Reminders: background.reminders.function,
      ...streamReaders,
    },
  });
  tell(stack, { AlarmTopicArn: monitoring.alarms.topicArn });
}

/** Says under which names things were made, for whoever deploys and for the end-to-end suite. */
function tell(stack: Stack, outputs: Readonly<Record<string, string>>): void {
  for (const [output, value] of Object.entries(outputs)) new CfnOutput(stack, output, { value });
}
