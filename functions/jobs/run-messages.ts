import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import * as z from "zod";
import { giveUpStep, runImportStep, type StepDeps } from "../../shared/interchange/run-import-step.ts";
import { idSchema } from "../../shared/platform/id.ts";
import { lazy } from "../../shared/platform/lazy.ts";
import { errorFacts, log } from "../../shared/platform/log.ts";
import type { Key } from "../../shared/platform/table.ts";
import {
  giveUpReleaseStep,
  type ReleaseStepDeps,
  runReleaseStep,
} from "../../shared/publication/releases/run-release-step.ts";
import {
  giveUpScorecardStep,
  runScorecardStep,
  type ScorecardDeps,
} from "../../shared/publication/scorecards/run-scorecard-step.ts";
import { MOST_RECEIVES } from "./env.ts";

const StepSchema = lazy(() => z.object({ jobId: idSchema("job"), step: z.int().min(1) }));
const ReleaseStepSchema = lazy(() => z.object({ releaseId: idSchema("rel"), step: z.int().min(1) }));
const ScorecardStepSchema = lazy(() => z.object({ scorecardId: idSchema("sco"), step: z.int().min(1) }));
const RestatementSchema = lazy(() => z.object({ restated: z.object({ pk: z.string(), sk: z.string() }) }));
const MessageSchema = lazy(() =>
  z.union([StepSchema(), ReleaseStepSchema(), ScorecardStepSchema(), RestatementSchema()]),
);

/** What messages are worked on with: the steps of imports, of releases and of scorecards, and what has to be looked at where figures were restated. */
export type MessageDeps = {
  readonly steps: StepDeps;
  readonly releases: ReleaseStepDeps;
  readonly scorecards: ScorecardDeps;
  /** Opens the reviews that a revision of figures calls for, and answers how many. */
  readonly reviewRestated: (revision: Key) => Promise<number>;
};

/**
 * Does the work that messages call for, side by side: a step fills the time it has. Messages whose work threw are answered as
 * failed and come again; at the last time a job is told that it was cut off.
 */
export async function runMessages(
  deps: MessageDeps,
  records: readonly SQSRecord[],
): Promise<SQSBatchResponse> {
  const outcomes = await Promise.allSettled(records.map((record) => runMessage(deps, record)));
  const failed = records.filter((record, index) => {
    const outcome = outcomes[index];
    if (outcome?.status !== "rejected") return false;
    log("error", "job_step_failed", { messageId: record.messageId, ...errorFacts(outcome.reason) });
    return true;
  });
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function runMessage(deps: MessageDeps, record: SQSRecord): Promise<void> {
  const message = MessageSchema().parse(JSON.parse(record.body));
  if ("restated" in message) {
    const opened = await deps.reviewRestated(message.restated);
    if (opened > 0) log("info", "reviews_opened", { opened });
    return;
  }
  const { run, giveUp } = workOf(deps, message);
  try {
    log("info", "job_step_done", { ...message, outcome: await run() });
  } catch (error) {
    if (Number(record.attributes.ApproximateReceiveCount) >= MOST_RECEIVES) await giveUp();
    throw error;
  }
}

type StepMessage = Exclude<z.infer<ReturnType<typeof MessageSchema>>, { restated: unknown }>;

/** How the step that a message names is done, and how its job is told that it was cut off. */
function workOf({ steps, releases, scorecards }: MessageDeps, message: StepMessage) {
  if ("releaseId" in message)
    return {
      run: () => runReleaseStep(releases, message),
      giveUp: () => giveUpReleaseStep(releases, message),
    };
  if ("scorecardId" in message)
    return {
      run: () => runScorecardStep(scorecards, message),
      giveUp: () => giveUpScorecardStep(scorecards, message),
    };
  return { run: () => runImportStep(steps, message), giveUp: () => giveUpStep(steps, message) };
}
