import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { DateSchema } from "../platform/time.ts";
import { REMINDER_THRESHOLDS } from "./due-reminders.ts";

/** A reminder as it was written, and as the API shows it: of the day on which it was called for, never changed after. */
export const ReminderSchema = lazy(() =>
  z
    .object({
      commitmentId: idSchema("cmt"),
      trancheNumber: z.int(),
      dueOn: DateSchema(),
      threshold: z.literal(REMINDER_THRESHOLDS).meta({
        description: "Days before the tranche was due; below zero, after.",
      }),
      isLate: z.boolean(),
      remindedOn: DateSchema(),
    })
    .meta({ id: "Reminder", description: "A tranche that falls due, or is late." }),
);
export type Reminder = z.infer<ReturnType<typeof ReminderSchema>>;
