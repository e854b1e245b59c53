import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type * as z from "zod";
import { createAuthenticator } from "../../shared/identity/authenticate.ts";
import { systemClock } from "../../shared/platform/time.ts";
import type { WebDeps } from "./deps.ts";
import type { EnvSchema } from "./env.ts";

/** What the pages stand on, from the function's settings. */
export function composeWeb(env: z.infer<ReturnType<typeof EnvSchema>>): WebDeps {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
  });
  const table = { client, name: env.RECORDS_TABLE };
  const tokens = { issuer: env.TOKEN_ISSUER, keysUrl: env.TOKEN_KEYS_URL, audience: env.TOKEN_AUDIENCE };
  return {
    table,
    authenticate: createAuthenticator({ table, tokens, clock: systemClock }),
    clock: systemClock,
    cursorSecret: env.CURSOR_SECRET,
    signIn: {
      issuer: env.TOKEN_ISSUER,
      clientId: env.TOKEN_AUDIENCE,
      authorizeUrl: env.AUTHORIZE_URL,
      tokenUrl: env.TOKEN_URL,
      signOutUrl: env.SIGN_OUT_URL,
    },
  };
}
