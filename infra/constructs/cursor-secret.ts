import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";

/** The key that signs the cursors of lists, made by Secrets Manager when the stack is first deployed. */
export class CursorSecret extends Construct {
  /** A dynamic reference: CloudFormation puts the value into a function's settings, it is in no template. */
  readonly reference: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const secret = new Secret(this, "Secret", {
      description: "Signs the cursors of lists.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "A cursor opens nothing: every page is permitted anew. Rotation would only break lists that people are in the middle of.",
    });
    this.reference = secret.secretValue.unsafeUnwrap();
  }
}
