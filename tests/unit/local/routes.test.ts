import { expect, test } from "vitest";
import { routeOf } from "../../../infra/local/routes.ts";

test.each([
  ["GET", "/v1/commitments", "api", "ANY /v1/{proxy+}"],
  ["DELETE", "/v1/commitments/cmt_1", "api", "ANY /v1/{proxy+}"],
  ["GET", "/v1/commitments/cmt_1/report", "api", "ANY /v1/{proxy+}"],
  ["GET", "/v1/commitments/cmt_1/report.pdf", "documents", "GET /v1/commitments/{commitmentId}/report.pdf"],
  ["GET", "/v1/commitments/cmt_1/reportxpdf", "api", "ANY /v1/{proxy+}"],
  ["POST", "/v1/commitments/cmt_1/report.pdf", "api", "ANY /v1/{proxy+}"],
  ["GET", "/v1/portfolio/report.pdf", "documents", "GET /v1/portfolio/report.pdf"],
  [
    "GET",
    "/v1/partnerships/prt_1/strategies/str_1/report/charts/gaps.svg",
    "documents",
    "GET /v1/partnerships/{partnershipId}/strategies/{strategyId}/report/charts/{file}",
  ],
  ["GET", "/v1/docs", "public", "GET /v1/docs"],
  ["POST", "/v1/docs", "api", "ANY /v1/{proxy+}"],
  ["HEAD", "/v1/openapi.json", "api", "ANY /v1/{proxy+}"],
  ["GET", "/v1/openapi.json", "public", "GET /v1/openapi.json"],
  ["GET", "/open", "public", "GET /open"],
  ["GET", "/open/releases/1", "public", "GET /open/{proxy+}"],
  ["GET", "/open/releases/1/cells.csv", "public", "GET /open/{proxy+}"],
  ["POST", "/open/releases/1", "web", "$default"],
  ["GET", "/opening-hours", "web", "$default"],
  ["GET", "/", "web", "$default"],
  ["GET", "/v1", "web", "$default"],
  ["GET", "/v10/x", "web", "$default"],
])("%s %s goes to %s by %s", (method, path, functionName, key) => {
  expect(routeOf(method, path)).toEqual({ functionName, key });
});
