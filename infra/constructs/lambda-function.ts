import { fileURLToPath } from "node:url";
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, LoggingFormat, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { type BundlingOptions, NodejsFunction, OutputFormat, SourceMapMode } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type * as z from "zod";
import { BUNDLING } from "../bundling.ts";

/** One value for each key of a function's env schema: a missing or a superfluous one does not compile. */
export type Settings<Schema extends () => z.ZodObject> = Readonly<
  Record<Extract<keyof z.output<ReturnType<Schema>>, string>, string>
>;

export type LambdaFunctionProps<Schema extends () => z.ZodObject> = {
  /** The folder under `functions/` that holds `handler.ts`. */
  readonly folder: string;
  readonly settings: Settings<Schema>;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly logRetention: RetentionDays;
};

/**
 * One Lambda function with a role and a log group of its own. The role starts with nothing but writing to that log group
 * and tracing; what else the function may do is granted where it is composed.
 */
export class LambdaFunction<Schema extends () => z.ZodObject> extends Construct {
  readonly function: NodejsFunction;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps<Schema>) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Logs", {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    this.function = new NodejsFunction(this, "Function", {
      entry: fileURLToPath(new URL(`../../functions/${props.folder}/handler.ts`, import.meta.url)),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      environment: { ...props.settings },
      // Otherwise it sets a variable that only version 2 of the SDK reads.
      awsSdkConnectionReuse: false,
      bundling: bundling(),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
    });
    Validations.of(role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "xray:PutTraceSegments and xray:PutTelemetryRecords cannot be narrowed to a resource.",
    });
  }
}

/** The project's bundling options in the words of CDK. */
function bundling(): BundlingOptions {
  return {
    format: OutputFormat.ESM,
    target: BUNDLING.target,
    mainFields: [...BUNDLING.mainFields],
    minify: BUNDLING.minify,
    banner: BUNDLING.banner.js,
    sourceMap: true,
    sourceMapMode: SourceMapMode.EXTERNAL,
    sourcesContent: BUNDLING.sourcesContent,
    // Bundled, the SDK starts faster and has the version the tests ran with.
    bundleAwsSDK: true,
    esbuildArgs: { "--jsx": BUNDLING.jsx, "--jsx-import-source": BUNDLING.jsxImportSource },
  };
}
