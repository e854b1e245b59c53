import * as z from "zod";
import { lazy } from "../platform/lazy.ts";

/**
 * The code of a place as the partnership's data write it. Indicators and observations take the same codes into keys, so "#",
 * "~", "|" and control characters are refused here as they are there.
 */
export const PlaceCodeSchema = lazy(() =>
  z
    .string()
    .max(100)
    .regex(
      /^[^\s#~|\p{C}]([^#~|\p{C}]*[^\s#~|\p{C}])?$/u,
      "A place code has no #, ~ or | and no blanks around it.",
    ),
);

/** Places smaller than the partnership's own, each once. */
export const PlacesSchema = lazy(() =>
  z
    .array(z.strictObject({ code: PlaceCodeSchema(), name: z.string().trim().min(1).max(200) }))
    .max(50)
    .refine(
      (places) => new Set(places.map(({ code }) => code)).size === places.length,
      "Name each of them once.",
    ),
);
