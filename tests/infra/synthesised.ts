import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, CfnElement, type Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import type * as z from "zod";
import { readStage } from "../../infra/config.ts";
import { LambdaFunction } from "../../infra/constructs/lambda-function.ts";
import { ThroughlineStack } from "../../infra/throughline-stack.ts";

type AnyFunction = LambdaFunction<() => z.ZodObject>;

/** The stack as it is synthesised for a stage, with the project's feature flags; functions are not bundled. */
export type Synthesised = {
  readonly app: App;
  readonly stack: Stack;
  readonly template: Template;
  readonly functions: ReadonlyMap<string, AnyFunction>;
};

/** An app outside the project's folder that holds the stack, not synthesised yet. */
export function makeStack(settings: Readonly<Record<string, unknown>> = {}) {
  const project = JSON.parse(readFileSync(new URL("../../cdk.json", import.meta.url), "utf8"));
  const context = {
    ...project.context,
    "aws:cdk:bundling-stacks": [],
    "aws:cdk:version-reporting": false,
    // A third of the time otherwise.
    "aws:cdk:disable-stack-trace": true,
  };
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "throughline-synth-")), context });
  const stage = readStage((key) => settings[key]);
  return { app, stack: new ThroughlineStack(app, "Throughline", { stage }) };
}

/** Synthesises the stack and finds its functions by name. */
export function synthesise(settings: Readonly<Record<string, unknown>> = {}): Synthesised {
  const { app, stack } = makeStack(settings);
  const template = Template.fromStack(stack);
  const functions = stack.node.findAll().filter((construct) => construct instanceof LambdaFunction);
  return { app, stack, template, functions: new Map(functions.map((one) => [one.name, one])) };
}

/** The function of a folder of `functions/`. */
export function functionNamed({ functions }: Synthesised, name: string): AnyFunction {
  const found = functions.get(name);
  if (!found) throw new Error(`The stack has no function ${name}.`);
  return found;
}

/** The resource in the template that a construct makes. */
export function resourceOf({ stack, template }: Synthesised, construct: { node: AnyFunction["node"] }) {
  const element = construct.node.defaultChild;
  if (!CfnElement.isCfnElement(element)) throw new Error(`${construct.node.path} makes no resource.`);
  const id = stack.getLogicalId(element);
  const resource = template.toJSON().Resources[id];
  if (!resource) throw new Error(`${id} is not in the template.`);
  return { id, type: resource.Type, properties: resource.Properties };
}

/** A value of the template as text, with constructs in the place of logical ids: `Tables/Records/index/byOwner`. */
export function readable({ stack }: Synthesised, value: unknown): string {
  const paths = new Map<string, string>();
  for (const construct of stack.node.findAll())
    if (CfnElement.isCfnElement(construct))
      paths.set(
        stack.getLogicalId(construct),
        construct.node.path.replace(/^Throughline\/|\/Resource$/g, ""),
      );
  const text = (part: unknown): string => {
    if (typeof part === "string") return part;
    const { Ref, "Fn::GetAtt": attribute, "Fn::Join": join } = Object(part);
    if (typeof Ref === "string") return paths.get(Ref) ?? Ref;
    if (Array.isArray(attribute))
      return `${paths.get(attribute[0])}${attribute[1] === "Arn" ? "" : `.${attribute[1]}`}`;
    if (Array.isArray(join)) return join[1].map(text).join(join[0]);
    return JSON.stringify(part);
  };
  return text(value);
}

/** All that a function's role allows, one action and resource a line, sorted. */
export function rightsOf(synthesised: Synthesised, name: string): string[] {
  const { role } = functionNamed(synthesised, name);
  const policies = synthesised.stack.node
    .findAll()
    .filter(
      (construct) =>
        construct.node.path.startsWith(`${role.node.path}/`) && construct.node.id.endsWith("Policy"),
    );
  const statements = policies.flatMap(
    (policy) => resourceOf(synthesised, policy).properties.PolicyDocument.Statement,
  );
  const rights = statements.flatMap((statement: { Effect: string; Action: unknown; Resource: unknown }) =>
    [statement.Action]
      .flat()
      .flatMap((action) =>
        [statement.Resource]
          .flat()
          .map((resource) => `${statement.Effect} ${action} ${readable(synthesised, resource)}`),
      ),
  );
  return [...new Set<string>(rights)].sort();
}
