import { expect, test } from "vitest";
import { DOCUMENT_PATHS } from "../../functions/documents/paths.ts";
import { readable, synthesise } from "./synthesised.ts";

const stack = synthesise();

test("each route leads to the function that may answer it", () => {
  const routes = Object.values(stack.template.findResources("AWS::ApiGatewayV2::Route")).map(
    ({ Properties }) => {
      const integration = Properties.Target["Fn::Join"][1][1].Ref;
      const { IntegrationUri, PayloadFormatVersion } =
        stack.template.toJSON().Resources[integration].Properties;
      return [Properties.RouteKey, `${readable(stack, IntegrationUri)} ${PayloadFormatVersion}`];
    },
  );
  const documents = Object.values(DOCUMENT_PATHS).map((path) => [
    `GET /v1${path}`,
    "Requests/Documents/Function 2.0",
  ]);
  expect(documents).toHaveLength(11);
  expect(Object.fromEntries(routes)).toEqual({
    ...Object.fromEntries(documents),
    "ANY /v1/{proxy+}": "Requests/Api/Function 2.0",
    "GET /v1/docs": "Requests/Public/Function 2.0",
    "GET /v1/openapi.json": "Requests/Public/Function 2.0",
    "GET /open": "Requests/Public/Function 2.0",
    "GET /open/{proxy+}": "Requests/Public/Function 2.0",
    $default: "Requests/Web/Function 2.0",
  });
});

test("the stage is the default one, throttled and logged, without addresses of people", () => {
  const stages = Object.values(stack.template.findResources("AWS::ApiGatewayV2::Stage"));
  expect(stages).toHaveLength(1);
  const { StageName, DefaultRouteSettings, AccessLogSettings } = stages[0]?.Properties ?? {};
  expect(StageName).toBe("$default");
  expect(DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
  expect(Object.keys(JSON.parse(AccessLogSettings.Format))).toContain("requestId");
  expect(AccessLogSettings.Format).not.toMatch(/sourceIp|identity|authorizer/);
});

test("what a function answers fits in the half minute of an HTTP API", () => {
  const timeouts = Object.values(stack.template.findResources("AWS::Lambda::Function"))
    .filter((one) => JSON.stringify(one.Properties.Description).match(/pages|API/))
    .map((one) => one.Properties.Timeout);
  expect(timeouts).toEqual([29, 29, 29, 29]);
});
