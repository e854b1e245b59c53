import { Duration } from "aws-cdk-lib";
import { type DeadLetterQueue, Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

/** How long what was given up waits for a person: the longest SQS offers. */
const KEPT_FOR = Duration.days(14);
/** A step of a job is tried this often before its message is set aside. */
const JOB_ATTEMPTS = 5;

/** The queue of job steps, and the two places where work ends that could not be done. */
export class Queues extends Construct {
  readonly jobs: Queue;
  /** Job messages whose step failed every time. */
  readonly failedJobs: Queue;
  /** Stream batches and daily runs that were given up: Lambda writes here what they were. */
  readonly givenUp: Queue;

  constructor(scope: Construct, id: string, props: { readonly jobTimeoutSeconds: number }) {
    super(scope, id);
    this.failedJobs = new Queue(this, "FailedJobs", { retentionPeriod: KEPT_FOR, enforceSSL: true });
    this.givenUp = new Queue(this, "GivenUp", { retentionPeriod: KEPT_FOR, enforceSSL: true });
    const deadLetterQueue: DeadLetterQueue = { queue: this.failedJobs, maxReceiveCount: JOB_ATTEMPTS };
    this.jobs = new Queue(this, "Jobs", {
      // Six times the function's time-out, as Lambda asks, so that a throttled poller does not use up attempts.
      visibilityTimeout: Duration.seconds(6 * props.jobTimeoutSeconds),
      deadLetterQueue,
      enforceSSL: true,
    });
  }
}
