import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";

/** The settings of the `reminders` function; the stack sets exactly these. */
export const EnvSchema = lazy(() =>
  z.object({
    RECORDS_TABLE: z.string().min(1),
  }),
);
