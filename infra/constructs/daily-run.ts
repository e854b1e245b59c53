import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as Target } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type * as z from "zod";
import type { Stage } from "../config.ts";
import { failureQueue } from "./failure-queue.ts";
import type { LambdaFunction } from "./lambda-function.ts";

export type DailyRunProps = { readonly stage: Stage; readonly runs: LambdaFunction<() => z.ZodObject> };

/** Calls a function every day at 06:00 UTC, twice more when it fails; a day that failed waits in a queue of its own. */
export class DailyRun extends Construct {
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { stage, runs }: DailyRunProps) {
    super(scope, id);
    this.failures = failureQueue(this, "Failures", stage);
    // Two ways to fail: the event does not reach the function, or the function fails on it.
    runs.function.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.failures),
    });
    new Rule(this, "Rule", {
      description: "What is due and what is late, once a day.",
      schedule: Schedule.cron({ hour: "6", minute: "0" }),
      targets: [new Target(runs.function, { deadLetterQueue: this.failures, retryAttempts: 2 })],
    });
  }
}
