import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import * as z from "zod";
import { giveUpStep, runImportStep, type StepDeps } from "../../shared/interchange/run-import-step.ts";
import { idSchema } from "../../shared/platform/id.ts";
import { lazy } from "../../shared/platform/lazy.ts";
import { errorFacts, log } from "../../shared/platform/log.ts";
import { MOST_RECEIVES } from "./env.ts";

const MessageSchema = lazy(() => z.object({ jobId: idSchema("job"), step: z.int().min(1) }));

/**
 * Runs the steps that messages call for, side by side: each fills the time it has. Messages whose step threw are answered as
 * failed and come again; at the last time the job is told that it was cut off.
 */
export async function runMessages(deps: StepDeps, records: readonly SQSRecord[]): Promise<SQSBatchResponse> {
  const outcomes = await Promise.allSettled(records.map((record) => runMessage(deps, record)));
  const failed = records.filter((record, index) => {
    const outcome = outcomes[index];
    if (outcome?.status !== "rejected") return false;
    log("error", "job_step_failed", { messageId: record.messageId, ...errorFacts(outcome.reason) });
    return true;
  });
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function runMessage(deps: StepDeps, record: SQSRecord): Promise<void> {
  const message = MessageSchema().parse(JSON.parse(record.body));
  try {
    log("info", "job_step_done", { ...message, outcome: await runImportStep(deps, message) });
  } catch (error) {
    const received = Number(record.attributes.ApproximateReceiveCount);
    if (received >= MOST_RECEIVES) await giveUpStep(deps, message);
    throw error;
  }
}
