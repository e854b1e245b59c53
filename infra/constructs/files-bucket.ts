import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import type { Role } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, HttpMethods } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Stage } from "../config.ts";
import { acknowledge } from "./acknowledge.ts";
import { may } from "./permissions.ts";

/** Where uploads for imports lie, as the functions name them. */
const UPLOADS = "imports/*";
/** What an import found is in the records table; the file may hold personal data and need not stay. */
const FILES_DAYS = 90;
const ACCESS_LOG_DAYS = 365;

export type FilesBucketProps = {
  readonly stage: Stage;
  /** The pages from which a browser may put a file by a presigned address. */
  readonly origin: string;
};

/** The bucket of uploads and exports, never public, reached by presigned addresses only; and that of its access logs. */
export class FilesBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage, origin }: FilesBucketProps) {
    super(scope, id);
    const closed = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    const accessLogs = new Bucket(this, "AccessLogs", {
      ...closed,
      lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_DAYS) }],
    });
    this.bucket = new Bucket(this, "Bucket", {
      ...closed,
      serverAccessLogsBucket: accessLogs,
      lifecycleRules: [
        { expiration: Duration.days(FILES_DAYS), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      cors: [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: [origin],
          allowedHeaders: ["content-type"],
          maxAge: 3600,
        },
      ],
    });
  }

  /** Lets a role hand out addresses for uploads: a presigned request may do what its signer may. */
  letSignUploads(role: Role): void {
    role.addToPolicy(may(["s3:PutObject"], this.bucket.arnForObjects(UPLOADS)));
    this.#acknowledge(role);
  }

  /** Lets a role read uploads. Without ListBucket, S3 answers 403 instead of 404 for a file that is not there. */
  letReadUploads(role: Role): void {
    role.addToPolicy(may(["s3:GetObject"], this.bucket.arnForObjects(UPLOADS)));
    role.addToPolicy(may(["s3:ListBucket"], this.bucket.bucketArn));
    this.#acknowledge(role);
  }

  #acknowledge(role: Role): void {
    const bucket = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
    acknowledge(
      role,
      `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/${UPLOADS}]`,
      "Each upload is an object named after its job; they have only this prefix in common.",
    );
  }
}
