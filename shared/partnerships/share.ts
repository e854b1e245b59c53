import * as z from "zod";
import { ReasonSchema } from "../identity/reason.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { DateSchema } from "../platform/time.ts";

/** What the backbone says when it lets another organisation read. */
export const NewShareSchema = lazy(() =>
  z
    .strictObject({ reason: ReasonSchema() })
    .meta({ id: "NewShare", examples: [{ reason: "Funds the family navigators" }] }),
);

/** That an organisation may read a partnership, since when and why. It is there as long as it holds; the history keeps it after. */
export const ShareSchema = lazy(() =>
  z
    .strictObject({ organisationId: idSchema("org"), reason: z.string(), sharedOn: DateSchema() })
    .meta({ id: "Share" }),
);
export type Share = z.infer<ReturnType<typeof ShareSchema>>;
