import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export type MonitoringProps = {
  readonly functions: Readonly<Record<string, IFunction>>;
  readonly streamReaders: Readonly<Record<string, IFunction>>;
  /** Queues that are empty as long as all is well. */
  readonly failureQueues: Readonly<Record<string, IQueue>>;
  readonly api: HttpApi;
  readonly alarmEmail: string | undefined;
};

const PERIOD = Duration.minutes(5);

/** Alarms that each ask for a person: work given up, functions that fail or are throttled, read models that lag. */
export class Monitoring extends Construct {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.#topic = new Topic(this, "Alarms", { enforceSSL: true });
    if (props.alarmEmail) this.#topic.addSubscription(new EmailSubscription(props.alarmEmail));
    for (const [name, queue] of Object.entries(props.failureQueues))
      this.#alarm(`${name}Waiting`, {
        metric: queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM }),
        description: `Work was given up and waits in ${name}.`,
      });
    for (const [name, watched] of Object.entries(props.functions)) {
      this.#alarm(`${name}Errors`, {
        metric: watched.metricErrors({ period: PERIOD }),
        description: `The function ${name} fails.`,
      });
      this.#alarm(`${name}Throttles`, {
        metric: watched.metricThrottles({ period: PERIOD }),
        description: `The function ${name} is throttled.`,
      });
    }
    for (const [name, reader] of Object.entries(props.streamReaders))
      this.#alarm(`${name}Lag`, {
        metric: reader.metric("IteratorAge", { period: PERIOD, statistic: Stats.MAXIMUM }),
        threshold: Duration.minutes(5).toMilliseconds(),
        description: `${name} is more than five minutes behind the records table.`,
      });
    this.#alarm("ServerErrors", {
      metric: props.api.metricServerError({ period: PERIOD, statistic: Stats.SUM }),
      threshold: 5,
      description: "Five or more answers in five minutes were 5xx.",
    });
  }

  #alarm(name: string, alarm: { metric: IMetric; description: string; threshold?: number }): void {
    const made = new Alarm(this, name, {
      metric: alarm.metric,
      alarmDescription: alarm.description,
      threshold: alarm.threshold ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    made.addAlarmAction(new SnsAction(this.#topic));
  }
}
