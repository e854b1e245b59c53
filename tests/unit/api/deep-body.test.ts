import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { route } from "../../../functions/api/route.ts";
import { PaymentRuleSchema } from "../../../shared/investments/payment-rule.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import { aPrincipal } from "../../support/commitments.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

/** Asks for a rule of so many levels to be read, each in a list of the one above. */
async function askedFor(levels: number) {
  const app = createApp(
    {
      table: { client: new DynamoDBClient({ region: "us-east-1" }), name: "records" },
      ...NO_PAGES,
      files: { presignUpload: () => Promise.reject(new Error("No file is uploaded here.")) },
      authenticate: async () => ok(aPrincipal()),
      clock: () => "2026-11-23T12:00:00.000Z",
      newId,
      cursorSecret: "secret",
    },
    [
      route({
        method: "post",
        path: "/rules",
        operationId: "readRule",
        tag: "Test",
        summary: "Of this test",
        action: "commitment:read",
        body: PaymentRuleSchema,
        responses: { 200: { description: "Its kind" } },
        handle: async ({ body }) => ok({ status: 200, body: { kind: body.kind } }),
      }),
    ],
  );
  const [open, close] = ['{"kind":"all","of":[', "]}"].map((part) => part.repeat(levels - 1));
  const body = `${open}{"kind":"date","on":"2026-01-01"}${close}`;
  const headers = { "content-type": "application/json" };
  const response = await app.request("/v1/rules", { method: "POST", headers, body });
  return { status: response.status, body: await response.json() };
}

it("a body is read as deep as schemas go, and refused where it is too deep to be walked through", async () => {
  expect(await askedFor(4)).toEqual({ status: 200, body: { kind: "all" } });
  expect((await askedFor(10)).status).toBe(422);
  for (const levels of [17, 5_000, 100_000])
    expect(await askedFor(levels)).toMatchObject({
      status: 400,
      body: { code: "invalid_request", detail: "The body is nested too deep: at most 32 levels are read." },
    });
});
