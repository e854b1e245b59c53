import { join } from "node:path";
import { makeBuckets } from "./bucket.ts";
import type { DemoPerson } from "./demo-people.ts";
import type { Engine } from "./engine.ts";
import { EVENTS_PATH, FILES_BUCKET, jobsQueueUrl, S3_PATH, SES_PATH, SQS_PATH } from "./environment.ts";
import { makeEventBus } from "./event-bus.ts";
import { openFailureQueue } from "./failure-queue.ts";
import { makeGateway } from "./gateway.ts";
import type { Listener } from "./http-server.ts";
import { makeIssuer } from "./issuer.ts";
import { openTokenSigner } from "./issuer-tokens.ts";
import type { FunctionName, LambdaFunction } from "./lambda-function.ts";
import { dispatch, jsonService, type Service } from "./local-services.ts";
import { makeMailService } from "./mail-service.ts";
import { openMailStore } from "./mail-store.ts";
import { makeOutboxList, makeOutboxPage, OUTBOX_PATH } from "./outbox-page.ts";
import { startQueue } from "./queue.ts";
import { openQueueStore } from "./queue-store.ts";
import { type StreamSource, startStreamSource } from "./stream-source.ts";
import { makeStreamsClient } from "./streams-client.ts";
import { startTimer } from "./timer.ts";

export type ServiceOptions = {
  readonly origin: string;
  readonly issuer: string;
  readonly dataDir: string;
  readonly engine: Engine;
  readonly streamArn: string;
  readonly recordsTable: string;
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  readonly people: readonly DemoPerson[];
  readonly now: () => Date;
  readonly log: (line: string) => void;
};

export type Services = { readonly listener: Listener; readonly drained: () => Promise<void> };

/** Starts what stands around the functions: gateway, stream, queue, bucket, mail, event bus, issuer, timer. */
export async function startServices(options: ServiceOptions, stack: AsyncDisposableStack): Promise<Services> {
  const { origin, dataDir, functions, people, now, log } = options;
  const mail = openMail(options, stack);
  const timer = startTimer({ invoke: functions.reminders, now, log });
  stack.defer(timer.stop);
  const queue = startJobs(options, stack);
  const stream = startStream(options, stack);
  const signer = await openTokenSigner(dataDir, options.issuer, now);
  const issuer = makeIssuer({ origin, people, signer, now });
  const own: Service[] = [
    { path: SQS_PATH, listener: queue },
    { path: EVENTS_PATH, listener: makeEventBus(dataDir, now) },
    ...mail,
    {
      path: S3_PATH,
      listener: makeBuckets({
        prefix: S3_PATH,
        buckets: [FILES_BUCKET],
        folder: join(dataDir, "files"),
        now,
      }),
    },
    {
      path: "/local/drained",
      listener: jsonService(200, () => stream.drained().then(() => ({ drained: true }))),
    },
    { path: "/local", listener: issuer },
  ];
  return { listener: dispatch(own, makeGateway({ functions, now, log })), drained: stream.drained };
}

function openMail({ dataDir, now }: ServiceOptions, stack: AsyncDisposableStack): Service[] {
  const store = openMailStore(dataDir, now);
  stack.defer(store.close);
  return [
    { path: SES_PATH, listener: makeMailService(SES_PATH, store) },
    { path: `${OUTBOX_PATH}.json`, listener: makeOutboxList(store) },
    { path: OUTBOX_PATH, listener: makeOutboxPage(store) },
  ];
}

function startJobs(options: ServiceOptions, stack: AsyncDisposableStack): Listener {
  const { dataDir, now, log } = options;
  const store = openQueueStore(dataDir, () => now().getTime());
  stack.defer(store.close);
  const queue = startQueue({
    url: jobsQueueUrl(options.origin),
    store,
    failures: openFailureQueue(dataDir, "jobs", now),
    invoke: options.functions.jobs,
    log,
  });
  stack.defer(queue.stop);
  return queue.listener;
}

function startStream(options: ServiceOptions, stack: AsyncDisposableStack): StreamSource {
  const { dataDir, engine, functions, now, log } = options;
  const client = makeStreamsClient(engine.endpoint);
  stack.defer(() => client.destroy());
  const source = startStreamSource({
    client,
    streamArn: options.streamArn,
    table: options.recordsTable,
    dataFolder: dataDir,
    readers: [
      { name: "projections", invoke: functions.projections },
      { name: "outbox", invoke: functions.outbox },
    ],
    embedded: engine.stream,
    log,
    now,
  });
  stack.defer(source.stop);
  return source;
}
