import * as z from "zod";
import { lazy } from "../platform/lazy.ts";

/** Words from lists that communities keep themselves (sectors, populations): free text, each once, in the order given. */
export const LabelsSchema = lazy(() =>
  z
    .array(z.string().trim().min(1).max(80))
    .max(30)
    .refine((labels) => new Set(labels).size === labels.length, "Name each of them once."),
);
