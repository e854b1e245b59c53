import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";

/** The settings of the `web` function; the stack sets exactly these. */
export const EnvSchema = lazy(() =>
  z.object({
    RECORDS_TABLE: z.string().min(1),
    FILES_BUCKET: z.string().min(1),
    CURSOR_SECRET: z.string().min(1),
    TOKEN_ISSUER: z.url(),
    TOKEN_KEYS_URL: z.url(),
    TOKEN_AUDIENCE: z.string().min(1),
    AUTHORIZE_URL: z.url(),
    TOKEN_URL: z.url(),
    SIGN_OUT_URL: z.url(),
  }),
);
