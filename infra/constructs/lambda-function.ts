import { join } from "node:path";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { type PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, LoggingFormat, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { LogLevel, NodejsFunction, OutputFormat, SourceMapMode } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type * as z from "zod";
import { BUNDLING } from "../bundling.ts";
import type { Stage } from "../config.ts";
import { acknowledge } from "./acknowledge.ts";

const PROJECT = join(import.meta.dirname, "../..");

/** The values of exactly the keys a function's env schema names. */
export type Environment<EnvSchema extends () => z.ZodObject> = Readonly<
  Record<keyof z.infer<ReturnType<EnvSchema>> & string, string>
>;

export type LambdaFunctionProps<EnvSchema extends () => z.ZodObject> = {
  readonly stage: Stage;
  /** Its folder under `functions/`. */
  readonly name: string;
  readonly purpose: string;
  readonly environment: Environment<EnvSchema>;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** All it may do beyond writing its log and its traces. */
  readonly permissions: readonly PolicyStatement[];
};

/** A function of the product: bundled as everywhere else, with a log and a role of its own. */
export class LambdaFunction<EnvSchema extends () => z.ZodObject> extends Construct {
  readonly name: string;
  readonly function: NodejsFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps<EnvSchema>) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Logs", {
      retention: props.stage.logRetentionDays,
      removalPolicy: props.stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.name = props.name;
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(this.role);
    for (const statement of props.permissions) this.role.addToPolicy(statement);
    acknowledge(
      this.role,
      "AwsSolutions-IAM5[Resource::*]",
      "X-Ray has no resources to name: its two write actions are only granted on *.",
    );
    this.function = new NodejsFunction(this, "Function", {
      ...this.#bundle(props.name),
      description: props.purpose,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      environment: props.environment,
      // HTTP connections are kept by the SDK itself.
      awsSdkConnectionReuse: false,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
    });
  }

  #bundle(name: string) {
    return {
      entry: join(PROJECT, "functions", name, "handler.ts"),
      handler: "handler",
      projectRoot: PROJECT,
      depsLockFilePath: join(PROJECT, "package-lock.json"),
      bundling: {
        format: OutputFormat.ESM,
        target: BUNDLING.target,
        minify: BUNDLING.minify,
        mainFields: [...BUNDLING.mainFields],
        sourceMap: true,
        sourceMapMode: SourceMapMode.EXTERNAL,
        sourcesContent: BUNDLING.sourcesContent,
        banner: BUNDLING.banner.js,
        bundleAwsSDK: true,
        logLevel: LogLevel.WARNING,
        externalModules: [...BUNDLING.external],
        esbuildArgs: { "--jsx": BUNDLING.jsx, "--jsx-import-source": BUNDLING.jsxImportSource },
      },
    };
  }
}
