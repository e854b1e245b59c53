import { EventBus } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";

/** The bus on which the outbox tells others what happened: ids and facts, never personal data. */
export class DomainEvents extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new EventBus(this, "Bus", {
      description: "What happened in Throughline, for systems beside it.",
    });
  }
}
