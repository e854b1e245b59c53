import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";

/** How many steps run at the same time, of all jobs: an import must not take the table from people at work. */
const STEPS_AT_ONCE = 5;

/** Has a function take job steps from the queue, one an invocation: a step may use most of the function's time. */
export function workOnJobs(worker: IFunction, queue: IQueue): void {
  worker.addEventSource(
    new SqsEventSource(queue, { batchSize: 1, maxConcurrency: STEPS_AT_ONCE, reportBatchItemFailures: true }),
  );
}
