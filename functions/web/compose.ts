import type * as z from "zod";
import { composeSignedIn } from "../api/compose-signed-in.ts";
import type { WebDeps } from "./deps.ts";
import type { EnvSchema } from "./env.ts";

/** What the pages stand on, from the function's settings. */
export function composeWeb(env: z.infer<ReturnType<typeof EnvSchema>>): WebDeps {
  return {
    ...composeSignedIn(env),
    signIn: {
      issuer: env.TOKEN_ISSUER,
      clientId: env.TOKEN_AUDIENCE,
      authorizeUrl: env.AUTHORIZE_URL,
      tokenUrl: env.TOKEN_URL,
      signOutUrl: env.SIGN_OUT_URL,
    },
  };
}
