import { handle } from "hono/aws-lambda";
import { parseEnv } from "../../shared/platform/env.ts";
import { createApp } from "./app.ts";
import { composeApi } from "./compose.ts";
import { EnvSchema } from "./env.ts";
import { httpInvocation } from "./invocation.ts";
import { isSentAsBytes } from "./respond.ts";

const deps = composeApi(
  parseEnv(EnvSchema(), process.env),
  process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL,
);

/** `ANY /v1/{proxy+}`: the signed-in API. */
export const handler = httpInvocation(handle(createApp(deps), { isContentTypeBinary: isSentAsBytes }));
