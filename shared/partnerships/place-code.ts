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
