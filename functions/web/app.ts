import { Hono } from "hono";
import { troublePage } from "../../shared/pages/index.ts";
import type { WebDeps } from "./deps.ts";
import { putForm } from "./forms/answer-form.ts";
import { apiWithin } from "./forms/call-api.ts";
import { commitmentsCsv } from "./pages/commitments.ts";
import { find } from "./pages/find.ts";
import { outcomeReportFile } from "./pages/outcome-report.ts";
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
  const site = { deps, api: apiWithin(deps) };
  for (const form of SITE_FORMS) putForm(app, site, form);
  for (const { path, action, make } of SITE_PAGES) app.get(path, signedIn(deps, action, make));
  for (const path of OUTCOME_REPORT_PATHS) {
    app.get(`${path}.csv`, (c) => outcomeReportFile(c, deps, "csv"));
    app.get(`${path}.xlsx`, (c) => outcomeReportFile(c, deps, "xlsx"));
  }
  app.get("/commitments.csv", (c) => commitmentsCsv(c, deps));
  app.get("/find", (c) => find(c, deps));
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
