import * as z from "zod";
import { lazy } from "../platform/lazy.ts";

/** Why a recorded fact is changed: kept with the change for ever, so it names no person. */
export const ReasonSchema = lazy(() => z.string().trim().min(1, "Say why.").max(1000));
