import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";

/** The settings of the `jobs` function; the stack sets exactly these. */
export const EnvSchema = lazy(() =>
  z.object({
    RECORDS_TABLE: z.string().min(1),
    FILES_BUCKET: z.string().min(1),
  }),
);
