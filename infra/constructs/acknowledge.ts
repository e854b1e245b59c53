import { Validations } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** Accepts one finding of cdk-nag at one place, for a reason. A finding needs its full id: a rule's bare id does nothing. */
export function acknowledge(construct: Construct, finding: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: finding, reason });
}
