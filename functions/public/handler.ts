import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { handle } from "hono/aws-lambda";
import { pageInvocation } from "../../shared/pages/index.ts";
import { parseEnv } from "../../shared/platform/env.ts";
import { createApp } from "./app.ts";
import { EnvSchema } from "./env.ts";
import { isData } from "./is-data.ts";

const { RELEASES_TABLE } = parseEnv(EnvSchema(), process.env);
const client = new DynamoDBClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
});
const document = async () => (await import("./openapi.json", { with: { type: "json" } })).default;

/** `GET /v1/openapi.json`, `GET /v1/docs`, `GET /open…`: what everybody may read. */
export const handler = pageInvocation(
  handle(createApp({ table: { client, name: RELEASES_TABLE }, document })),
  isData,
);
