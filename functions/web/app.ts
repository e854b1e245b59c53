import { Hono } from "hono";
import { answerParts, serveScript, troublePage } from "../../shared/pages/index.ts";
import type { WebDeps } from "./deps.ts";
import { putForm } from "./forms/answer-form.ts";
import { apiWithin } from "./forms/call-api.ts";
import { requestIdOf } from "./request.ts";
import { pageResponse } from "./respond.ts";
import { signInReturns, signInStarts, signOut } from "./sign-in.ts";
import { notFoundPage, signedIn } from "./signed-in.ts";
import { SITE_FORMS } from "./site-forms.ts";
import { OUTCOME_REPORT_PATHS, SITE_PAGES } from "./site-pages.ts";

/** The site for those who sign in: pages that only read, and forms that do what the API does. */
export function createApp(deps: WebDeps): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.res.headers.set("strict-transport-security", "max-age=31536000");
  });
  answerParts(app);
  serveScript(app);
  const site = { deps, api: apiWithin(deps) };
  for (const form of SITE_FORMS) putForm(app, site, form);
  for (const { path, action, make } of SITE_PAGES) app.get(path, signedIn(deps, action, make));
  for (const path of OUTCOME_REPORT_PATHS) {
    for (const format of ["csv", "xlsx"] as const)
      app.get(`${path}.${format}`, async (c) =>
        (await import("./pages/outcome-report.ts")).outcomeReportFile(c, deps, format),
      );
  }
  app.get("/commitments.csv", async (c) => (await import("./pages/commitments.ts")).commitmentsCsv(c, deps));
  app.get("/payment-runs/:runId/:file{.+\\.csv}", async (c) =>
    (await import("./pages/payment-runs.ts")).paymentFile(c, deps),
  );
  app.get("/partnerships/:partnershipId/data/template", async (c) =>
    (await import("./pages/observation-template.ts")).observationTemplate(c, deps),
  );
  app.get("/commitments/:commitmentId/documents/:documentId/file", async (c) =>
    (await import("./pages/document-file.ts")).documentFile(c, deps),
  );
  app.get("/board-book", async (c) => (await import("./pages/board-book.ts")).boardBook(c, deps));
  app.get("/find", async (c) => (await import("./pages/find.ts")).find(c, deps));
  app.get("/sign-in", (c) => signInStarts(c, deps));
  app.get("/sign-in/callback", (c) => signInReturns(c, deps));
  app.post("/sign-out", (c) => signOut(c, deps));
  // Browsers ask for it by themselves, and a page for nobody would be made.
  app.get("/favicon.ico", (c) => c.body(null, 204));
  app.notFound((c) => pageResponse(c, notFoundPage(), 404));
  app.onError((error, c) => {
    const { status, page } = troublePage(error, { requestId: requestIdOf(c), path: c.req.path });
    return pageResponse(c, page, status);
  });
  return app;
}
