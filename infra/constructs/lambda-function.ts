import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { AssetHashType, DockerImage, Duration, RemovalPolicy } from "aws-cdk-lib";
import { type PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  type AssetCode,
  Function as AwsFunction,
  Code,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { buildSync } from "esbuild";
import type * as z from "zod";
import { bundleOf } from "../bundling.ts";
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
  readonly function: AwsFunction;
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
    this.function = new AwsFunction(this, "Function", {
      code: codeOf(props.name),
      handler: "index.handler",
      description: props.purpose,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      environment: props.environment,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
    });
  }
}

/** The bundle of a function, made by this process and hashed as it came out: it is deployed anew when its code changes, and only then. */
function codeOf(name: string): AssetCode {
  return Code.fromAsset(join(PROJECT, "functions", name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      local: { tryBundle: (folder) => bundleInto(folder, name) },
      // What CDK would ask if we did not bundle; it wants one named.
      image: DockerImage.fromRegistry("none"),
    },
  });
}

/**
 * Writes a function's bundle into a folder.
 *
 * @throws when it does not build.
 */
function bundleInto(folder: string, name: string): true {
  const handler = join(PROJECT, "functions", name, "handler.ts");
  // Source maps tell the way from where they stand: as if for one place, so that the hash does not depend on CDK's own folder.
  const { outputFiles } = buildSync({
    ...bundleOf(handler, join(PROJECT, ".build", name)),
    write: false,
  });
  for (const { path, contents } of outputFiles) writeFileSync(join(folder, basename(path)), contents);
  return true;
}
