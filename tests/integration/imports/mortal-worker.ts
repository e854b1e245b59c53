import { S3Client } from "@aws-sdk/client-s3";
import { composeSteps } from "../../../functions/jobs/compose.ts";
import { CREDENTIALS, makeClient, REGION } from "../../../infra/local/clients.ts";
import { loadJob } from "../../../shared/interchange/import-job.store.ts";
import { isActive } from "../../../shared/interchange/import-job.ts";
import { runImportStep } from "../../../shared/interchange/run-import-step.ts";
import { newId } from "../../../shared/platform/id.ts";
import { s3Reader } from "../../../shared/platform/s3-read.ts";
import type { Life, Said } from "./mortal-life.ts";

/**
 * A process that runs the steps of a job as the jobs function does, until the job is over or until the process kills itself at its
 * n-th request to the table: in one life before the table has it, in another when the table has answered. A clock that moves a second a
 * look makes all lives alike. Says on a line each which step it takes up, and at the end how many requests it made in each phase.
 */
const life: Life = JSON.parse(process.argv[2] ?? "");
const said = (words: Said) => process.stdout.write(`${JSON.stringify(words)}\n`);

const client = makeClient(life.endpoint);
let requests = 0;
client.middlewareStack.add(
  (next) => async (args) => {
    const isLast = ++requests === life.diesAt;
    if (isLast && !life.answered) await die();
    try {
      return await next(args);
    } finally {
      if (isLast) await die();
    }
  },
  { step: "finalizeRequest", name: "mortality" },
);

function die(): Promise<never> {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => undefined);
}

let seconds = Date.parse(life.from) / 1000;
const clock = () => new Date(++seconds * 1000).toISOString();
const s3 = new S3Client({ endpoint: life.bucket.endpoint, region: REGION, credentials: CREDENTIALS });
const files = s3Reader({ client: s3, bucket: life.bucket.name });
const table = { client, name: life.table };
const steps = composeSteps({ table, files, newId, clock, stepMs: life.stepMs });

// The queue brings the message again on which the life before was at work; then those that the table's stream calls for.
if (life.redelivered !== undefined) await runImportStep(steps, { jobId: life.jobId, step: life.redelivered });
const spent = { check: 0, record: 0 };
let job = await loadJob(table, life.jobId);
while (job && isActive(job)) {
  const [before, { phase, step }] = [requests, job];
  said({ step });
  await runImportStep(steps, { jobId: life.jobId, step });
  spent[phase] += requests - before;
  job = await loadJob(table, life.jobId);
}
said({ spent });
client.destroy();
s3.destroy();
