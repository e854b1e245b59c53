import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export type MonitoringProps = {
  readonly functions: Readonly<Record<string, IFunction>>;
  /** Those of the functions that read the stream. */
  readonly streamReaders: Readonly<Record<string, IFunction>>;
  /** Queues that are empty as long as all is well. */
  readonly failures: Readonly<Record<string, IQueue>>;
  readonly api: HttpApi;
};

const PERIOD = Duration.minutes(5);
const LAG_MINUTES = 5;
const SERVER_ERRORS = 5;

/** Alarms that each ask for a person: work put aside, functions failing or throttled, read models that lag behind. */
export class Monitoring extends Construct {
  /** Hears every alarm; whoever operates the stage subscribes to it. */
  readonly alarms: Topic;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.alarms = new Topic(this, "Alarms", { enforceSSL: true });
    for (const [name, queue] of Object.entries(props.failures))
      this.#alarm(`${name}PutAside`, {
        metric: queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM }),
        description: `Work of ${name} failed as often as it may and waits in ${queue.queueName}.`,
      });
    for (const [name, watched] of Object.entries(props.functions)) this.#watchFunction(name, watched);
    for (const [name, reader] of Object.entries(props.streamReaders))
      this.#alarm(`${name}Lag`, {
        metric: reader.metric("IteratorAge", { period: PERIOD, statistic: Stats.MAXIMUM }),
        threshold: Duration.minutes(LAG_MINUTES).toMilliseconds(),
        description: `${name} is more than ${LAG_MINUTES} minutes behind the records table.`,
      });
    this.#alarm("ServerErrors", {
      metric: props.api.metricServerError({ period: PERIOD, statistic: Stats.SUM }),
      threshold: SERVER_ERRORS,
      description: `${SERVER_ERRORS} or more requests in five minutes were answered 5xx.`,
    });
  }

  #watchFunction(name: string, watched: IFunction): void {
    this.#alarm(`${name}Errors`, {
      metric: watched.metricErrors({ period: PERIOD }),
      description: `The function ${name} fails.`,
    });
    this.#alarm(`${name}Throttles`, {
      metric: watched.metricThrottles({ period: PERIOD }),
      description: `The function ${name} is throttled.`,
    });
  }

  #alarm(id: string, alarm: { metric: IMetric; description: string; threshold?: number }): void {
    new Alarm(this, id, {
      metric: alarm.metric,
      alarmDescription: alarm.description,
      threshold: alarm.threshold ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.alarms));
  }
}
