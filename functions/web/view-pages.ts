import type { FormPage } from "./forms/answer-form.ts";
import type { SitePage } from "./site-pages.ts";

const action = "organisation:read" as const;

/** The views that somebody keeps. */
export const VIEW_PAGES: readonly SitePage[] = [
  {
    path: "/views",
    action,
    make: async (...visit) => (await import("./pages/saved-views.ts")).viewsPage(...visit),
  },
];

/** The forms by which they are kept, renamed and taken away. */
export const VIEW_FORMS: readonly FormPage[] = [
  {
    path: "/views/new",
    action,
    make: async (...visit) => (await import("./acts/save-view.ts")).saveViewForm(...visit),
  },
  {
    path: "/views/:viewId/name",
    action,
    make: async (...visit) => (await import("./acts/save-view.ts")).renameViewForm(...visit),
  },
  {
    path: "/views/:viewId/removal",
    action,
    make: async (...visit) => (await import("./acts/save-view.ts")).removeViewForm(...visit),
  },
];
