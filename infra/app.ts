import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { readStage } from "./config.ts";
import { ThroughlineStack } from "./throughline-stack.ts";

const app = new App();
const stage = readStage((key) => app.node.tryGetContext(key));
new ThroughlineStack(app, `Throughline-${stage.stage}`, {
  stage,
  description: "Throughline: from a funder's commitment, through strategies and systems, to outcomes.",
});
// An unexplained finding fails the synthesis.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
