import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Stage } from "../config.ts";

/** Uploads wait here to be read by a job; what an import found is in the records table, so files need not stay. */
const FILES_DAYS = 90;
const ACCESS_LOG_DAYS = 90;

export type FilesBucketProps = {
  readonly stage: Stage;
  /** Origins of the pages from which a browser may put a file by presigned address. */
  readonly origins: readonly string[];
};

/** The bucket of uploads and exports: never public, reached by presigned addresses only. */
export class FilesBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage, origins }: FilesBucketProps) {
    super(scope, id);
    const closed = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    this.bucket = new Bucket(this, "Bucket", {
      ...closed,
      serverAccessLogsBucket: new Bucket(this, "AccessLogs", {
        ...closed,
        lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_DAYS) }],
      }),
      lifecycleRules: [
        { expiration: Duration.days(FILES_DAYS), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      cors: [
        { allowedMethods: [HttpMethods.PUT], allowedOrigins: [...origins], allowedHeaders: ["content-type"] },
      ],
    });
  }
}
