import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { lazy } from "../../platform/lazy.ts";

/** How figures come into a partnership: whether a second person looks at them before they are recorded. Off unless asked for. */
export const ControlSettingsSchema = lazy(() =>
  z.object({ secondPersonReview: z.boolean().default(false) }).meta({ id: "MeasurementSettings" }),
);
export type ControlSettings = z.infer<ReturnType<typeof ControlSettingsSchema>>;

export const NewControlSettingsSchema = lazy(() =>
  z
    .strictObject({ secondPersonReview: z.boolean(), reason: ReasonSchema() })
    .meta({ id: "NewMeasurementSettings" }),
);
