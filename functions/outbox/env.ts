import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";

/** The settings of the `outbox` function; the stack sets exactly these. */
export const EnvSchema = lazy(() =>
  z.object({
    JOBS_QUEUE_URL: z.url(),
    EVENT_BUS_NAME: z.string().min(1),
  }),
);
