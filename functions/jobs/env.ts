import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";

/** How often a step is received before it is given up: the queue sets it aside then, and the job says why. */
export const MOST_RECEIVES = 3;

/** The settings of the `jobs` function; the stack sets exactly these. */
export const EnvSchema = lazy(() =>
  z.object({
    RECORDS_TABLE: z.string().min(1),
    RELEASES_TABLE: z.string().min(1),
    FILES_BUCKET: z.string().min(1),
  }),
);
