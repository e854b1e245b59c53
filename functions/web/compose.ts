import type * as z from "zod";
import { s3Presigner } from "../../shared/platform/s3-files.ts";
import { composeSignedIn } from "../api/compose-signed-in.ts";
import type { WebDeps } from "./deps.ts";
import type { EnvSchema } from "./env.ts";

/** What the pages stand on, from the function's settings. `filesEndpoint` is where S3 is reached, unless at AWS. */
export function composeWeb(
  env: z.infer<ReturnType<typeof EnvSchema>>,
  filesEndpoint: string | undefined,
): WebDeps {
  const signedIn = composeSignedIn(env);
  const { client } = signedIn.table;
  return {
    ...signedIn,
    files: s3Presigner({ bucket: env.FILES_BUCKET, client, endpoint: filesEndpoint }),
    signIn: {
      issuer: env.TOKEN_ISSUER,
      clientId: env.TOKEN_AUDIENCE,
      authorizeUrl: env.AUTHORIZE_URL,
      tokenUrl: env.TOKEN_URL,
      signOutUrl: env.SIGN_OUT_URL,
    },
  };
}
