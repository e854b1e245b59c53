import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";

/** The settings of the `public` function; the stack sets exactly these. */
export const EnvSchema = lazy(() =>
  z.object({
    RELEASES_TABLE: z.string().min(1),
  }),
);
