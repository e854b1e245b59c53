import { App, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { readConfig } from "./config.ts";
import { ThroughlineStack } from "./throughline-stack.ts";

const app = new App();
const config = readConfig((name) => app.node.tryGetContext(name));

const stack = new ThroughlineStack(app, `throughline-${config.stage}`, { config });
Tags.of(stack).add("application", "throughline");
Tags.of(stack).add("stage", config.stage);

// Synthesis fails on any finding that nobody has answered with a reason.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
