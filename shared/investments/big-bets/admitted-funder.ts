import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { ReasonSchema } from "../reason.ts";

/** That an organisation may commit to a bet and read it. It is there as long as it holds; the history keeps it after. */
export const AdmittedFunderSchema = lazy(() =>
  z.object({
    organisationId: idSchema("org"),
    /** As it was called when it was admitted. */
    name: z.string(),
    admittedOn: DateSchema(),
    /** Whether it agrees that the others see what it adds: said by itself alone. */
    agreesToShow: z.boolean(),
  }),
);
export type AdmittedFunder = z.infer<ReturnType<typeof AdmittedFunderSchema>>;

/** What the convenor says when it admits a funder. */
export const AdmissionSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({
    id: "BigBetAdmission",
    examples: [{ reason: "Joins for the scale phase by letter of 3 March" }],
  }),
);

/** What a funder says about its own amounts. */
export const ShowingSchema = lazy(() =>
  z.strictObject({ agreesToShow: z.boolean(), reason: ReasonSchema() }).meta({ id: "BigBetShowing" }),
);
