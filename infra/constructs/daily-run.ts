import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export type DailyRunProps = {
  readonly function: Lambda;
  /** Hears of runs that did not come about or did not succeed. */
  readonly givenUp: IQueue;
};

/** Runs a function once a day, at 06:00 UTC, with two retries. */
export class DailyRun extends Construct {
  constructor(scope: Construct, id: string, props: DailyRunProps) {
    super(scope, id);
    props.function.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(props.givenUp),
    });
    new Rule(this, "Rule", {
      schedule: Schedule.cron({ hour: "6", minute: "0" }),
      targets: [new LambdaTarget(props.function, { deadLetterQueue: props.givenUp })],
    });
  }
}
