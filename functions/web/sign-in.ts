import type { Context } from "hono";
import { renderRefusal } from "../../shared/pages/index.ts";
import { endSession, keepAttempt, keepSession, takeAttempt } from "./cookies.ts";
import type { WebDeps } from "./deps.ts";
import { finishSignIn, signOutAddress, startSignIn } from "./oidc.ts";
import { localPath } from "./origin.ts";
import { requestOrigin } from "./request.ts";
import { pageResponse } from "./respond.ts";

/** Leaves for the sign-in service. */
export async function signInStarts(c: Context, deps: WebDeps): Promise<Response> {
  const origin = requestOrigin(c);
  const { attempt, address } = await startSignIn(deps.signIn, {
    origin,
    returnTo: localPath(c.req.query("return")),
  });
  keepAttempt(c, origin, attempt);
  return c.redirect(address, 303);
}

/** Comes back from the sign-in service, and goes on to where somebody wanted to be. */
export async function signInReturns(c: Context, deps: WebDeps): Promise<Response> {
  const origin = requestOrigin(c);
  const attempt = takeAttempt(c, origin);
  const again = { address: "/sign-in", text: "Start again" };
  if (!attempt)
    return pageResponse(
      c,
      renderRefusal({
        title: "Signing in took too long",
        detail: "This browser does not remember having started to sign in. Start again.",
        link: again,
      }),
      400,
    );
  const query = new URL(c.req.url).searchParams;
  const session = await finishSignIn(deps.signIn, { origin, query, attempt });
  if (!session.ok)
    return pageResponse(
      c,
      renderRefusal({ title: "Signing in did not work", detail: session.problem.detail, link: again }),
      400,
    );
  keepSession(c, origin, session.value);
  return c.redirect(localPath(attempt.returnTo), 303);
}

/** Forgets who is signed in, here and at the sign-in service. Refused to forms of other sites. */
export function signOut(c: Context, deps: WebDeps): Response {
  const origin = requestOrigin(c);
  const from = c.req.header("origin");
  if (from !== undefined && from !== "null" && from !== origin)
    return pageResponse(
      c,
      renderRefusal({ title: "You may not do this", detail: "This request came from another site." }),
      403,
    );
  endSession(c, origin);
  return c.redirect(signOutAddress(deps.signIn, origin), 303);
}
