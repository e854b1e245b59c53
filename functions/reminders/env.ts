import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";

/** The settings of the `reminders` function; the stack sets exactly these. */
export const EnvSchema = lazy(() =>
  z.object({
    RECORDS_TABLE: z.string().min(1),
    /** Where people reach the product, for the link in a mail. */
    ORIGIN: z.string().min(1),
    /** Who mails come from; empty where the stage names nobody, and then none is sent. */
    MAIL_SENDER: z.string(),
  }),
);
