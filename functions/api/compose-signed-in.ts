import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createAuthenticator } from "../../shared/identity/authenticate.ts";
import { systemClock } from "../../shared/platform/time.ts";

/** The settings that every function for those who sign in has. */
type Settings = {
  readonly RECORDS_TABLE: string;
  readonly CURSOR_SECRET: string;
  readonly TOKEN_ISSUER: string;
  readonly TOKEN_KEYS_URL: string;
  readonly TOKEN_AUDIENCE: string;
};

/**
 * What a function for those who sign in stands on: one client of the table, whose time limits leave the invocation time to answer when
 * the table does not, and who tells who is asking.
 */
export function composeSignedIn(env: Settings) {
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
  };
}
