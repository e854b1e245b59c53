import { lazy } from "../../shared/platform/lazy.ts";

/** The pages of what is published, loaded with the first that is asked for: programs ask for data alone. */
export const pages = lazy(() => import("../../shared/pages/releases.ts"));
