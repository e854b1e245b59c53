import type { FormPage } from "./forms/answer-form.ts";

const data = "/partnerships/:partnershipId/data";

/** The forms by which figures come in, with the permission of the operation that each calls. */
export const DATA_FORMS: readonly FormPage[] = [
  {
    path: `${data}/imports/new`,
    action: "import:write",
    make: async (...visit) => (await import("./acts/send-file.ts")).sendFileForm(...visit),
  },
  {
    path: `${data}/imports/:importId/application`,
    action: "import:write",
    make: async (...visit) => (await import("./acts/move-import.ts")).applyImportForm(...visit),
  },
  {
    path: `${data}/imports/:importId/calling-off`,
    action: "import:write",
    make: async (...visit) => (await import("./acts/move-import.ts")).cancelImportForm(...visit),
  },
  ...["", "/:table"].map(
    (table): FormPage => ({
      path: `/partnerships/:partnershipId/indicators/:indicatorId/grid${table}`,
      action: "observation:write",
      make: async (...visit) => (await import("./acts/type-figures.ts")).typeFiguresForm(...visit),
    }),
  ),
];
