import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { handle } from "hono/aws-lambda";
import { pageInvocation } from "../../shared/pages/index.ts";
import { parseEnv } from "../../shared/platform/env.ts";
import { createApp } from "./app.ts";
import { EnvSchema } from "./env.ts";

const { RELEASES_TABLE } = parseEnv(EnvSchema(), process.env);
const table = { client: new DynamoDBClient({}), name: RELEASES_TABLE };

/** What everyone may read: what is published, and how the API is used. */
export const handler = pageInvocation(handle(createApp({ table })));
