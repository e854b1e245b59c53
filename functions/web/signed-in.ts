import type { Context, Handler } from "hono";
import { listViews } from "../../shared/identity/keep-views.ts";
import { type Action, can } from "../../shared/identity/permissions.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import { whoAmI } from "../../shared/identity/who-am-i.ts";
import { type DocumentOptions, type Page, renderRefusal } from "../../shared/pages/index.ts";
import { PROBLEMS, type Problem } from "../../shared/platform/problem.ts";
import type { Result } from "../../shared/platform/result.ts";
import { forReader } from "../../shared/reporting/wording/reader.ts";
import { readSession } from "./cookies.ts";
import type { WebDeps } from "./deps.ts";
import { readerLocale } from "./forms/locale.ts";
import { takeNotice } from "./forms/notices.ts";
import { navigationFor } from "./navigation.ts";
import { requestOrigin } from "./request.ts";
import { pageResponse } from "./respond.ts";
import { SITE_STYLES } from "./site-styles.ts";
import { renderWelcome } from "./views/welcome.tsx";

/** What a page is made with: who asks, when, and what the frame around it shows. */
export type Visit = {
  readonly principal: Principal;
  readonly now: string;
  readonly frame: Omit<DocumentOptions, "title">;
  readonly c: Context;
};

/** Makes a page for somebody who is signed in, or says why there is none. */
export type MakePage = (visit: Visit, deps: WebDeps) => Promise<Result<Page>>;

/**
 * A page for those who are signed in and may do `action`. Who has no session is sent to sign in, from the start page by a button;
 * who has one that is not accepted is told why, and not sent in circles. Money and numbers in it are written as the reader writes them.
 */
export function signedIn(deps: WebDeps, action: Action, make: MakePage): Handler {
  return async (c) => {
    const visit = await admit(c, deps, action);
    if (visit instanceof Response) return visit;
    const notice = takeNotice(c, requestOrigin(c));
    const said = notice === undefined ? visit : { ...visit, frame: { ...visit.frame, notice } };
    const page = await forReader(readerLocale(c), () => make(said, deps));
    return page.ok ? pageResponse(c, page.value) : refused(c, page.problem, visit.frame);
  };
}

/** Who is asking, if they may do `action`; else the page that says what to do. One round, or two the first time of a person. */
export async function admit(c: Context, deps: WebDeps, action: Action): Promise<Visit | Response> {
  const session = readSession(c);
  if (session === undefined) return sendToSignIn(c);
  const principal = await deps.authenticate(`Bearer ${session}`);
  if (!principal.ok) return pageResponse(c, renderWelcome({ refusal: principal.problem.detail }), 401);
  const frame = await frameOf(c, deps, principal.value);
  if (!can(principal.value, action)) return refused(c, { code: "forbidden", detail: FORBIDDEN }, frame);
  return { principal: principal.value, now: deps.clock(), frame, c };
}

const FORBIDDEN = "Your role does not include seeing this. Ask an administrator of your organisation.";

function sendToSignIn(c: Context): Response {
  const { pathname, search } = new URL(c.req.url);
  if (pathname === "/") return pageResponse(c, renderWelcome({}));
  return c.redirect(`/sign-in?return=${encodeURIComponent(pathname + search)}`, 303);
}

async function frameOf(c: Context, deps: WebDeps, principal: Principal): Promise<Visit["frame"]> {
  const [me, views] = await Promise.all([whoAmI(deps, principal), listViews(deps, principal)]);
  const { pathname: path, search } = new URL(c.req.url);
  const organisation = me.ok ? me.value.organisation.name : "";
  const name = me.ok ? (me.value.name ?? "Somebody") : "Somebody";
  // Signing out is a form whose answer leads on to the sign-in service, which the browser must be allowed to follow.
  const targets = [requestOrigin(c), new URL(deps.signIn.signOutUrl).origin];
  return {
    person: { name, organisation },
    formsLeadTo: [...new Set(targets)].join(" "),
    navigation: navigationFor(principal, { path, search, views }),
    style: SITE_STYLES,
  };
}

/** The page of a refusal: what may not be seen looks like what is not there. */
export function refused(c: Context, problem: Problem, frame: Visit["frame"]): Response {
  if (problem.code === "forbidden")
    return pageResponse(
      c,
      renderRefusal({ title: "You may not see this", detail: problem.detail }, frame),
      403,
    );
  if (problem.code === "not_found") return pageResponse(c, notFoundPage(frame, problem.detail), 404);
  const [status, title] = PROBLEMS[problem.code];
  const isAddress = status === 400;
  const detail = isAddress ? `${problem.detail} Go back to the start and try from there.` : problem.detail;
  const page = renderRefusal({ title: isAddress ? "This address cannot be read" : title, detail }, frame);
  return pageResponse(c, page, status);
}

/** The page of what does not exist, or may not be seen: the same for both. */
export function notFoundPage(frame: Visit["frame"] = {}, detail?: string): Page {
  return renderRefusal(
    {
      title: "There is nothing here",
      detail: `${detail ?? "There is no such page."} It does not exist, or it is not shared with your organisation.`,
    },
    frame,
  );
}
