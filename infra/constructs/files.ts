import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";

/** Where uploads for imports lie, as the api function and the jobs name them. */
const UPLOADS = "imports/*";

export type FilesProps = {
  readonly keepsData: boolean;
  /** The pages that may put a file by a presigned address. */
  readonly webOrigin: string;
};

/** The bucket of uploads and exports, reached by presigned addresses only, and the bucket of its access logs. */
export class Files extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: FilesProps) {
    super(scope, id);
    const closed = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: props.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    const accessLogs = new Bucket(this, "AccessLogs", {
      ...closed,
      lifecycleRules: [{ expiration: Duration.days(365) }],
    });
    this.bucket = new Bucket(this, "Bucket", {
      ...closed,
      serverAccessLogsBucket: accessLogs,
      // What an import read is recorded in the table; the file itself may hold personal data and need not stay.
      lifecycleRules: [
        { expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      cors: [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: [props.webOrigin],
          allowedHeaders: ["content-type"],
          maxAge: 3600,
        },
      ],
    });
  }

  /** Lets a function hand out addresses for uploads: a presigned request can do what its signer may do. */
  grantUpload(grantee: IGrantable): void {
    this.#allow(grantee, "s3:PutObject", this.bucket.arnForObjects(UPLOADS));
  }

  /** Lets a function read uploads. Without ListBucket, S3 answers 403 instead of 404 for a file that is not there. */
  grantRead(grantee: IGrantable): void {
    this.#allow(grantee, "s3:GetObject", this.bucket.arnForObjects(UPLOADS));
    this.#allow(grantee, "s3:ListBucket", this.bucket.bucketArn);
  }

  #allow(grantee: IGrantable, action: string, resource: string): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: [action], resources: [resource] }),
    );
  }
}
