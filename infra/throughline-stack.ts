import { type App, CfnOutput, Stack } from "aws-cdk-lib";
import type { Config } from "./config.ts";
import { BackgroundFunctions, JOB_TIMEOUT_SECONDS } from "./constructs/background-functions.ts";
import { CursorSecret } from "./constructs/cursor-secret.ts";
import { DomainEvents } from "./constructs/domain-events.ts";
import { Files } from "./constructs/files.ts";
import { HttpEntrance } from "./constructs/http-api.ts";
import { Identity } from "./constructs/identity.ts";
import { Monitoring } from "./constructs/monitoring.ts";
import { Queues } from "./constructs/queues.ts";
import { RequestFunctions } from "./constructs/request-functions.ts";
import { Tables } from "./constructs/tables.ts";

/** The whole product in one account and region: it puts capabilities together and defines no resource itself. */
export class ThroughlineStack extends Stack {
  constructor(scope: App, id: string, { config }: { readonly config: Config }) {
    super(scope, id, {
      description: "Throughline: from a funder's commitment to what changes for children.",
      terminationProtection: config.keepsData,
    });
    const { keepsData } = config;
    const entrance = new HttpEntrance(this, "Http", config);
    const webOrigin = config.webOrigin ?? entrance.api.apiEndpoint;
    const tables = new Tables(this, "Tables", { keepsData });
    const files = new Files(this, "Files", { keepsData, webOrigin });
    const identity = new Identity(this, "Identity", { config, webOrigin });
    const queues = new Queues(this, "Queues", { jobTimeoutSeconds: JOB_TIMEOUT_SECONDS });
    const events = new DomainEvents(this, "Events");
    const cursorSecret = new CursorSecret(this, "CursorSecret").reference;

    const requests = new RequestFunctions(this, "Requests", {
      config,
      tables,
      files,
      identity,
      cursorSecret,
    });
    const background = new BackgroundFunctions(this, "Background", { config, tables, files, queues, events });
    entrance.route({
      api: requests.api.function,
      web: requests.web.function,
      public: requests.public.function,
    });
    watch(this, { config, entrance, queues, requests, background });
    name(this, {
      ApiUrl: entrance.api.apiEndpoint,
      UserPoolId: identity.pool.userPoolId,
      UserPoolClientId: identity.client.userPoolClientId,
      RecordsTableName: tables.records.tableName,
      ReleasesTableName: tables.releases.tableName,
      FilesBucketName: files.bucket.bucketName,
      JobsQueueUrl: queues.jobs.queueUrl,
    });
  }
}

type Parts = {
  readonly config: Config;
  readonly entrance: HttpEntrance;
  readonly queues: Queues;
  readonly requests: RequestFunctions;
  readonly background: BackgroundFunctions;
};

function watch(stack: Stack, { config, entrance, queues, requests, background }: Parts): void {
  const streamReaders = {
    Projections: background.projections.function,
    Outbox: background.outbox.function,
  };
  new Monitoring(stack, "Monitoring", {
    functions: {
      Api: requests.api.function,
      Web: requests.web.function,
      Public: requests.public.function,
      Jobs: background.jobs.function,
      Reminders: background.reminders.function,
      ...streamReaders,
    },
    streamReaders,
    failureQueues: { GivenUp: queues.givenUp, FailedJobs: queues.failedJobs },
    api: entrance.api,
    alarmEmail: config.alarmEmail,
  });
}

/** Says under which names things were made, for whoever deploys and for the end-to-end suite. */
function name(stack: Stack, outputs: Readonly<Record<string, string>>): void {
  for (const [output, value] of Object.entries(outputs)) new CfnOutput(stack, output, { value });
}
