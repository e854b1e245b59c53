import { RemovalPolicy } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { Stage } from "../config.ts";
import { acknowledge } from "./acknowledge.ts";

/** The key that seals the cursors of lists and the pages' cookies, drawn when the stack is first deployed. */
export class CursorSecret extends Construct {
  /** A dynamic reference: CloudFormation puts the value into a function's settings; it stands in no template. */
  readonly reference: string;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    const secret = new Secret(this, "Secret", {
      description: "Seals the cursors of Throughline's lists.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(
      secret,
      "AwsSolutions-SMG4",
      "A cursor grants nothing, each page is permitted anew; rotation by timer would only break lists being read.",
    );
    this.reference = secret.secretValue.unsafeUnwrap();
  }
}
