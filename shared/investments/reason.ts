import * as z from "zod";
import { lazy } from "../platform/lazy.ts";

/** Why a recorded fact changes. */
export const ReasonSchema = lazy(() => z.string().trim().min(3, "Say why, in a few words.").max(1000));
