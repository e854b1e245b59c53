import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Stage } from "../config.ts";
import { acknowledge } from "./acknowledge.ts";

/** Where work goes that failed as often as it may: kept for two weeks, so that a person can look and send it again. */
export function failureQueue(scope: Construct, id: string, stage: Stage): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  acknowledge(
    queue,
    "AwsSolutions-SQS3",
    "This is the last stop itself: nothing reads it but a person, and an alarm says when something is in it.",
  );
  return queue;
}
