import { handle } from "hono/aws-lambda";
import { parseEnv } from "../../shared/platform/env.ts";
import { httpInvocation } from "../api/invocation.ts";
import { isSentAsBytes } from "../api/respond.ts";
import { createApp } from "./app.ts";
import { composeDocuments } from "./compose.ts";
import { EnvSchema } from "./env.ts";

const deps = composeDocuments(parseEnv(EnvSchema(), process.env));

/** `GET /v1/…report.pdf`, `…/report/charts/…`, and the board book: reports as PDF, and their charts. */
export const handler = httpInvocation(handle(createApp(deps), { isContentTypeBinary: isSentAsBytes }));
