import { handle } from "hono/aws-lambda";
import { pageInvocation } from "../../shared/pages/index.ts";
import { parseEnv } from "../../shared/platform/env.ts";
import { createApp } from "./app.ts";
import { composeWeb } from "./compose.ts";
import { EnvSchema } from "./env.ts";

const deps = composeWeb(
  parseEnv(EnvSchema(), process.env),
  process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL,
);

/** `$default`: pages for those who sign in. */
export const handler = pageInvocation(handle(createApp(deps)));
