import * as z from "zod";
import { lazy } from "../platform/lazy.ts";

/**
 * The code of a place, as its source writes it: "09001", "US-CT", or its name where the source has no code. It is part of a
 * key and of the address of a revision, so "#", "~", "|" and control characters are refused.
 */
export const PlaceCodeSchema = lazy(() =>
  z
    .string()
    .max(100)
    .regex(
      /^[^\s#~|\p{C}]([^#~|\p{C}]*[^\s#~|\p{C}])?$/u,
      "A place code has no #, ~ or | and no blanks around it.",
    )
    .meta({ examples: ["09001"] }),
);

export const PlaceSchema = lazy(() =>
  z.strictObject({ code: PlaceCodeSchema(), name: z.string().trim().min(1).max(200).optional() }).meta({
    id: "Place",
    description: "A district, county, city or state that figures are about.",
    examples: [{ code: "09001", name: "Harbour County" }],
  }),
);
export type Place = z.infer<ReturnType<typeof PlaceSchema>>;
