import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { REPORT_THRESHOLDS, TRANCHE_THRESHOLDS } from "./thresholds.ts";

const BaseSchema = lazy(() =>
  z.object({
    commitmentId: idSchema("cmt"),
    dueOn: DateSchema(),
    isLate: z.boolean().meta({ description: "Whether its day had passed." }),
    remindedOn: DateSchema(),
    sentAt: z.iso.datetime().optional().meta({
      description: "When everybody had it by mail whom it concerns; absent where mail is not set up.",
    }),
  }),
);

const aboutThreshold = "Days before it was due; below zero, after.";

/** That a tranche falls due, or money is open in it after its day. */
const TrancheReminderSchema = lazy(() =>
  BaseSchema().extend({
    about: z.literal("tranche"),
    trancheNumber: z.int(),
    threshold: z.literal(TRANCHE_THRESHOLDS).meta({ description: aboutThreshold }),
  }),
);

/** That a report falls due, or is late: told to whose duty it is and, once it is late, to the funder. */
const ReportReminderSchema = lazy(() =>
  BaseSchema().extend({
    about: z.literal("report"),
    requirementNumber: z.int(),
    title: z.string(),
    commitmentTitle: z.string(),
    responsibleName: z.string(),
    threshold: z.literal(REPORT_THRESHOLDS).meta({ description: aboutThreshold }),
  }),
);

/** A reminder as it was written, and as the API shows it: of the day on which it was called for. */
export const ReminderSchema = lazy(() =>
  z
    .discriminatedUnion("about", [TrancheReminderSchema(), ReportReminderSchema()])
    .meta({ id: "Reminder", description: "A tranche or a report that falls due, or is late." }),
);
export type Reminder = z.infer<ReturnType<typeof ReminderSchema>>;
