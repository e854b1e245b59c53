import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type * as z from "zod";
import { MOST_RECEIVES } from "../../functions/jobs/env.ts";
import type { Stage } from "../config.ts";
import { JOBS_DELIVERY } from "../delivery.ts";
import { failureQueue } from "./failure-queue.ts";
import type { LambdaFunction } from "./lambda-function.ts";
import { may } from "./permissions.ts";

/** The queue of job steps; a step that fails too often goes to its dead-letter queue. */
export class JobsQueue extends Construct {
  readonly queue: Queue;
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    this.failures = failureQueue(this, "Failures", stage);
    this.queue = new Queue(this, "Queue", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(JOBS_DELIVERY.hiddenSeconds),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.failures, maxReceiveCount: MOST_RECEIVES },
      removalPolicy: stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Has a function work the queue off: a step at a time, ten at once at most, so that imports leave room for people. */
  workedBy(worker: LambdaFunction<() => z.ZodObject>): void {
    const mapping = new EventSourceMapping(this, "Mapping", {
      target: worker.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: JOBS_DELIVERY.batchSize,
      maxConcurrency: 10,
      reportBatchItemFailures: true,
    });
    worker.role.addToPolicy(
      may(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], this.queue.queueArn),
    );
    mapping.node.addDependency(worker.role);
  }
}
