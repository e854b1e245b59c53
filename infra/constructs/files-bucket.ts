import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import type { Role } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, HttpMethods } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Stage } from "../config.ts";
import { acknowledge } from "./acknowledge.ts";
import { may } from "./permissions.ts";

/** Where uploads for imports lie, and documents of commitments, as the functions name them. */
const UPLOADS = "imports/";
const DOCUMENTS = "documents/";
/** What an import found is in the records table; the file may hold personal data and need not stay. Documents stay. */
const UPLOADS_DAYS = 90;
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
        { prefix: UPLOADS, expiration: Duration.days(UPLOADS_DAYS) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      cors: [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: [origin],
          allowedHeaders: ["content-type", "x-amz-checksum-sha256"],
          maxAge: 3600,
        },
      ],
    });
  }

  /** Lets a role hand out addresses for uploads: a presigned request may do what its signer may. */
  letSignUploads(role: Role): void {
    role.addToPolicy(may(["s3:PutObject"], this.bucket.arnForObjects(`${UPLOADS}*`)));
    this.#acknowledge(role, UPLOADS, "Each upload is an object named after its job");
  }

  /** Lets a role hand out addresses of documents, ask what the bucket holds of them, and remove them. */
  letKeepDocuments(role: Role): void {
    const actions = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"];
    role.addToPolicy(may(actions, this.bucket.arnForObjects(`${DOCUMENTS}*`)));
    this.#letTellWhatIsMissing(role);
    this.#acknowledge(role, DOCUMENTS, "Each document is an object named after its commitment and itself");
  }

  /** Lets a role read uploads. */
  letReadUploads(role: Role): void {
    role.addToPolicy(may(["s3:GetObject"], this.bucket.arnForObjects(`${UPLOADS}*`)));
    this.#letTellWhatIsMissing(role);
    this.#acknowledge(role, UPLOADS, "Each upload is an object named after its job");
  }

  /** Without ListBucket, S3 answers 403 instead of 404 for a file that is not there. */
  #letTellWhatIsMissing(role: Role): void {
    role.addToPolicy(may(["s3:ListBucket"], this.bucket.bucketArn));
  }

  #acknowledge(role: Role, prefix: string, each: string): void {
    const bucket = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
    acknowledge(
      role,
      `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/${prefix}*]`,
      `${each}; they have only this prefix in common.`,
    );
  }
}
