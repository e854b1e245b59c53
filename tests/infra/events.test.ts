import { describe, expect, test } from "vitest";
import { MOST_RECEIVES } from "../../functions/jobs/env.ts";
import { STREAM_DELIVERY } from "../../infra/delivery.ts";
import { functionNamed, readable, resourceOf, synthesise } from "./synthesised.ts";

const stack = synthesise();
const mappings = Object.values(stack.template.findResources("AWS::Lambda::EventSourceMapping"));

function mappingOf(name: string) {
  const { id } = resourceOf(stack, functionNamed(stack, name).function);
  const found = mappings.filter((mapping) => mapping.Properties.FunctionName.Ref === id);
  expect(found).toHaveLength(1);
  return found[0]?.Properties;
}

describe.each([
  ["projections", "ProjectionsStream/Failures"],
  ["outbox", "OutboxStream/Failures"],
])("%s reads the stream of records", (name, failures) => {
  test("from its beginning, a hundred records at a time, with checkpoints", () => {
    const mapping = mappingOf(name);
    expect(readable(stack, mapping.EventSourceArn)).toBe("Tables/Records.StreamArn");
    expect(mapping).toMatchObject({
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 100,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
  });

  test("and cannot be held up by a bad record: it is tried again, alone in the end, and then put aside", () => {
    const mapping = mappingOf(name);
    expect(mapping).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: STREAM_DELIVERY.retries,
      MaximumRecordAgeInSeconds: STREAM_DELIVERY.maxAgeHours * 3600,
    });
    expect(readable(stack, mapping.DestinationConfig.OnFailure.Destination)).toBe(failures);
  });
});

test("a DynamoDB stream has two readers at most, as many as it serves without throttling", () => {
  const readers = mappings.filter((mapping) =>
    readable(stack, mapping.Properties.EventSourceArn).endsWith("StreamArn"),
  );
  expect(readers).toHaveLength(2);
});

describe("the jobs queue", () => {
  const queue = resourceOf(stack, stack.stack.node.findChild("JobsQueue").node.findChild("Queue")).properties;

  test("brings jobs one step at a time and hears which failed", () => {
    expect(readable(stack, mappingOf("jobs").EventSourceArn)).toBe("JobsQueue/Queue");
    expect(mappingOf("jobs")).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  test("hides a message a minute longer than a step may take", () => {
    const { Timeout } = resourceOf(stack, functionNamed(stack, "jobs").function).properties;
    expect(queue.VisibilityTimeout).toBe(Timeout + 60);
  });

  test("puts a step aside that was received as often as the function expects", () => {
    expect(queue.RedrivePolicy.maxReceiveCount).toBe(MOST_RECEIVES);
    expect(readable(stack, queue.RedrivePolicy.deadLetterTargetArn)).toBe("JobsQueue/Failures");
  });
});

test("every failure queue keeps its messages for two weeks, and an alarm looks at each", () => {
  const queues = Object.entries(stack.template.findResources("AWS::SQS::Queue")).filter(
    ([, queue]) => queue.Properties.RedrivePolicy === undefined,
  );
  const watched = Object.values(stack.template.findResources("AWS::CloudWatch::Alarm"))
    .filter((alarm) => alarm.Properties.MetricName === "ApproximateNumberOfMessagesVisible")
    .map((alarm) => alarm.Properties.Dimensions[0].Value["Fn::GetAtt"][0]);
  expect(queues).toHaveLength(4);
  expect(queues.map(([, queue]) => queue.Properties.MessageRetentionPeriod)).toEqual(
    queues.map(() => 14 * 86_400),
  );
  expect(watched.sort()).toEqual(queues.map(([id]) => id).sort());
});

test("every function is watched for errors and throttles, every stream reader for lag, and all alarms are heard", () => {
  const alarms = Object.values(stack.template.findResources("AWS::CloudWatch::Alarm")).map(
    (one) => one.Properties,
  );
  const watchedFor = (metric: string) =>
    alarms
      .filter((alarm) => alarm.MetricName === metric)
      .map((alarm) => alarm.Dimensions[0].Value.Ref)
      .sort();
  const ids = (names: Iterable<string>) =>
    [...names].map((name) => resourceOf(stack, functionNamed(stack, name).function).id).sort();
  expect(watchedFor("Errors")).toEqual(ids(stack.functions.keys()));
  expect(watchedFor("Throttles")).toEqual(ids(stack.functions.keys()));
  expect(watchedFor("IteratorAge")).toEqual(ids(["projections", "outbox"]));
  for (const alarm of alarms) expect(readable(stack, alarm.AlarmActions[0])).toBe("Monitoring/Alarms");
});

test("reminders run once a day, and a day that fails waits in a queue", () => {
  const [rule] = Object.values(stack.template.findResources("AWS::Events::Rule"));
  const [target] = rule?.Properties.Targets ?? [];
  expect(rule?.Properties.ScheduleExpression).toBe("cron(0 6 * * ? *)");
  expect(readable(stack, target.Arn)).toBe("Background/Reminders/Function");
  expect(readable(stack, target.DeadLetterConfig.Arn)).toBe("Daily/Failures");
});
