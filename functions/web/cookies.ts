import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";
import type { Attempt, Session } from "./oidc.ts";

const SESSION = "session";
const ATTEMPT = "sign-in";
const ATTEMPT_SECONDS = 600;

const AttemptSchema = lazy(() =>
  z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string() }),
);

/** Cookies that no script can read, and that other sites' forms do not send; over HTTPS only, but on one's own machine. */
export function siteCookie(origin: string, path: string) {
  return { httpOnly: true, sameSite: "Lax", secure: origin.startsWith("https:"), path } as const;
}

/** The token of who is signed in, as the browser sent it. */
export function readSession(c: Context): string | undefined {
  return getCookie(c, SESSION);
}

export function keepSession(c: Context, origin: string, session: Session): void {
  setCookie(c, SESSION, session.token, { ...siteCookie(origin, "/"), maxAge: session.seconds });
}

export function endSession(c: Context, origin: string): void {
  deleteCookie(c, SESSION, siteCookie(origin, "/"));
}

/** An attempt to sign in is kept for ten minutes, and sent to the callback only. */
export function keepAttempt(c: Context, origin: string, attempt: Attempt): void {
  const value = Buffer.from(JSON.stringify(attempt)).toString("base64url");
  setCookie(c, ATTEMPT, value, { ...siteCookie(origin, "/sign-in"), maxAge: ATTEMPT_SECONDS });
}

/** The attempt that the browser comes back from, once: it is forgotten with this answer. */
export function takeAttempt(c: Context, origin: string): Attempt | undefined {
  const value = getCookie(c, ATTEMPT);
  deleteCookie(c, ATTEMPT, siteCookie(origin, "/sign-in"));
  try {
    const parsed = AttemptSchema().safeParse(
      JSON.parse(Buffer.from(value ?? "", "base64url").toString("utf8")),
    );
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
