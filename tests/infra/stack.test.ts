import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type App, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, test } from "vitest";
import { readStage } from "../../infra/config.ts";
import { makeStack, readable, synthesise } from "./synthesised.ts";

/** What cdk-nag has to say of an app: the validation report of its synthesis. */
function findings(app: App): unknown[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  return JSON.parse(readFileSync(join(app.outdir, "validation-report.json"), "utf8")).pluginReports;
}

describe("cdk-nag", () => {
  test.each([
    ["a stage as it is by default", {}],
    ["a stage for test suites", { stage: "trial", keepData: false, passwordSignIn: true }],
  ])("finds nothing unanswered in %s", (_, settings) => {
    expect(findings(makeStack(settings).app)).toEqual([]);
  });

  test("would fail the synthesis for a finding that nobody answered", () => {
    const { app, stack } = makeStack();
    new Bucket(stack, "Open");
    expect(() => findings(app)).toThrow("AwsSolutions-S1");
  });
});

describe("the stack", () => {
  const stack = synthesise();

  test("says under which names things were made", () => {
    const outputs = stack.template.toJSON().Outputs;
    const named = Object.entries<{ Value: unknown }>(outputs).map(([name, { Value }]) => [
      name,
      readable(stack, Value),
    ]);
    expect(Object.fromEntries(named)).toEqual({
      ApiUrl: "Http/Api.ApiEndpoint",
      UserPoolId: "Identity/People",
      UserPoolClientId: "Identity/People/Pages",
      RecordsTableName: "Tables/Records",
      ReleasesTableName: "Tables/Releases",
      FilesBucketName: "Files/Bucket",
      JobsQueueUrl: "JobsQueue/Queue",
      AlarmTopicArn: "Monitoring/Alarms",
    });
  });

  test("tags what it makes", () => {
    for (const fn of Object.values(stack.template.findResources("AWS::Lambda::Function")))
      expect(fn.Properties.Tags).toEqual(
        expect.arrayContaining([
          { Key: "product", Value: "throughline" },
          { Key: "stage", Value: "dev" },
        ]),
      );
  });

  test("is protected from being deleted where data are to be kept", () => {
    expect(makeStack().stack.terminationProtection).toBe(true);
    expect(makeStack({ keepData: false }).stack.terminationProtection).toBe(false);
  });

  test("keeps buckets closed, encrypted in transit and open to uploads from the pages only", () => {
    const buckets = Object.values(stack.template.findResources("AWS::S3::Bucket"));
    expect(buckets).toHaveLength(2);
    for (const bucket of buckets)
      expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    const refusals = Object.values(stack.template.findResources("AWS::S3::BucketPolicy")).map(
      (policy) => policy.Properties.PolicyDocument.Statement[0],
    );
    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        Effect: "Deny",
        Action: "s3:*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      });
    expect(refusals).toHaveLength(2);
    const [rule] = buckets.flatMap((bucket) => bucket.Properties.CorsConfiguration?.CorsRules ?? []);
    expect(rule.AllowedMethods).toEqual(["PUT"]);
    expect(rule.AllowedOrigins.map((origin: unknown) => readable(stack, origin))).toEqual([
      "Http/Api.ApiEndpoint",
    ]);
  });
});

test("uploads for imports go away by themselves, documents stay", () => {
  const buckets = Object.values(synthesise().template.findResources("AWS::S3::Bucket"));
  const [files] = buckets.filter((bucket) => bucket.Properties.CorsConfiguration);
  const expiring = files?.Properties.LifecycleConfiguration.Rules.filter(
    (rule: Record<string, unknown>) => rule.ExpirationInDays !== undefined,
  );
  expect(expiring).toEqual([{ ExpirationInDays: 90, Prefix: "imports/", Status: "Enabled" }]);
});

describe("the settings of a stage", () => {
  test("have defaults that keep data", () => {
    expect(readStage(() => undefined)).toEqual({
      stage: "dev",
      logRetentionDays: 90,
      keepData: true,
      passwordSignIn: false,
    });
  });

  test("come as text from the command line", () => {
    const given: Record<string, unknown> = { stage: "prod", logRetentionDays: "365", keepData: "false" };
    expect(readStage((key) => given[key])).toMatchObject({
      stage: "prod",
      logRetentionDays: 365,
      keepData: false,
    });
  });

  test.each([
    ["stage", "Prod!"],
    ["logRetentionDays", "100"],
    ["keepData", "perhaps"],
    ["origin", "https://example.org/path"],
  ])("name what is not understood: %s = %s", (setting, value) => {
    expect(() => readStage((key) => (key === setting ? value : undefined))).toThrow(setting);
  });
});
