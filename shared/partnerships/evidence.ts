import * as z from "zod";
import { lazy } from "../platform/lazy.ts";

/** On what something said rests: in words, and where it can be read. */
export const EvidenceShape = lazy(() => ({
  evidence: z.string().trim().min(1).max(3000).optional(),
  evidenceUrls: z
    .array(z.url({ protocol: /^https?$/ }).max(1000))
    .max(10)
    .optional(),
}));
