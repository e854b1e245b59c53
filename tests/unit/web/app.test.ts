import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { createApp } from "../../../functions/web/app.ts";
import type { WebDeps } from "../../../functions/web/deps.ts";
import { fail } from "../../../shared/platform/result.ts";
import { NO_FILES } from "../../support/memory-bucket.ts";

const ORIGIN = "http://127.0.0.1:8787";

function anApp(overrides: Partial<WebDeps> = {}) {
  return createApp({
    table: { client: new DynamoDBClient({ region: "us-east-1" }), name: "none" },
    authenticate: async () =>
      fail({ code: "not_signed_in", detail: "Your token has expired. Sign in again." }),
    clock: () => "2026-11-23T09:00:00.000Z",
    cursorSecret: "a secret of this test",
    files: NO_FILES,
    signIn: {
      issuer: "https://issuer.example",
      clientId: "client",
      authorizeUrl: "https://issuer.example/authorize?tenant=1",
      tokenUrl: "https://issuer.example/token",
      signOutUrl: "https://issuer.example/logout",
    },
    ...overrides,
  });
}

const ask = (path: string, init: RequestInit = {}) => anApp().request(`${ORIGIN}${path}`, init);

describe("the site, for somebody who is not signed in", () => {
  it("offers to sign in on the start page, and what is public beside it", async () => {
    const response = await ask("/");
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('href="/sign-in"');
    expect(html).toContain('href="/open"');
  });

  it("leads from any other page to signing in, and remembers which page it was", async () => {
    const response = await ask("/commitments/cmt_1/report?x=1");
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/sign-in?return=%2Fcommitments%2Fcmt_1%2Freport%3Fx%3D1");
  });

  it("says why a session is not accepted any more, instead of sending it in circles", async () => {
    const response = await ask("/partnerships/prt_1", { headers: { cookie: "session=old" } });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("Your token has expired. Sign in again.");
  });
});

describe("signing in", () => {
  it("leaves with a state, a nonce and a challenge, and keeps what belongs to them in a cookie for ten minutes", async () => {
    const response = await ask("/sign-in?return=/partnerships/prt_1");
    const address = new URL(response.headers.get("location") ?? "");
    expect(response.status).toBe(303);
    expect(address.origin + address.pathname).toBe("https://issuer.example/authorize");
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      tenant: "1",
      response_type: "code",
      client_id: "client",
      redirect_uri: `${ORIGIN}/sign-in/callback`,
      code_challenge_method: "S256",
    });
    for (const name of ["state", "nonce", "code_challenge"])
      expect(address.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^sign-in=[\w-]+; Max-Age=600; Path=\/sign-in; HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toContain(address.searchParams.get("state"));
  });

  it("over HTTPS sets cookies that HTTPS alone carries", async () => {
    const response = await anApp().request("https://pages.example.org/sign-in");
    expect(response.headers.get("set-cookie")).toContain("; Secure");
  });

  it.each(["no cookie", "sign-in=garbage"])(
    "comes back to a page that says so where there was no start (%s)",
    async (cookie) => {
      const response = await ask("/sign-in/callback?code=1&state=2", { headers: { cookie } });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("does not remember having started to sign in");
    },
  );

  it("refuses an answer whose state is not the one it left with", async () => {
    const left = await ask("/sign-in");
    const cookie = (left.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const response = await ask("/sign-in/callback?code=1&state=other", { headers: { cookie } });
    expect(response.status).toBe(400);
    expect(response.headers.get("set-cookie")).not.toContain("session=");
  });

  it("refuses what the sign-in service itself refused", async () => {
    const left = await ask("/sign-in");
    const state = new URL(left.headers.get("location") ?? "").searchParams.get("state");
    const cookie = (left.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const response = await ask(`/sign-in/callback?error=access_denied&state=${state}`, {
      headers: { cookie },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("Signing in did not work");
  });
});

describe("signing out", () => {
  it("forgets the session here, and goes on to the sign-in service", async () => {
    const response = await ask("/sign-out", {
      method: "POST",
      headers: { origin: ORIGIN, cookie: "session=x" },
    });
    expect(response.status).toBe(303);
    expect(response.headers.get("set-cookie")).toMatch(
      /^session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const address = new URL(response.headers.get("location") ?? "");
    expect(address.searchParams.get("logout_uri")).toBe(`${ORIGIN}/`);
  });

  it("is refused to a form of another site", async () => {
    const response = await ask("/sign-out", { method: "POST", headers: { origin: "https://evil.example" } });
    expect(response.status).toBe(403);
  });

  it("is done by no link", async () => {
    expect((await ask("/sign-out")).status).toBe(404);
  });
});

describe("every page", () => {
  it("that does not exist is a page too, with the same headers", async () => {
    const response = await ask("/nowhere");
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("strict-transport-security")).toBe("max-age=31536000");
  });

  it("says that something went wrong without saying what", async () => {
    const failing = anApp({
      authenticate: () => Promise.reject(new Error("secret detail")),
    });
    const response = await failing.request(`${ORIGIN}/`, { headers: { cookie: "session=x" } });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret detail");
  });
});
