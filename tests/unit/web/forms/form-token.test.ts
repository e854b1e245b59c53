import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { formToken, isFormToken, isFromHere } from "../../../../functions/web/forms/form-token.ts";
import { readForm } from "../../../../functions/web/forms/read-form.ts";

describe("the mark of a form", () => {
  it("is of one session and one secret", () => {
    const token = formToken("secret", "session");
    expect(isFormToken("secret", "session", token)).toBe(true);
    for (const [secret, session, given] of [
      ["secret", "another session", token],
      ["another secret", "session", token],
      ["secret", "session", `${token}x`],
      ["secret", "session", ""],
      ["secret", "session", undefined],
    ] as const)
      expect(isFormToken(secret, session, given)).toBe(false);
  });

  it("does not hold the session", () => {
    expect(formToken("secret", "a-long-session-text")).not.toContain("a-long-session-text");
  });
});

async function isLetIn(headers: Record<string, string>): Promise<boolean> {
  const app = new Hono().post("/", (c) => c.json(isFromHere(c)));
  const answer = await app.request("http://127.0.0.1:8787/", {
    method: "POST",
    headers: { host: "127.0.0.1:8787", ...headers },
  });
  return (await answer.json()) === true;
}

describe("whether a form comes from here", () => {
  it.each([
    [{ "sec-fetch-site": "same-origin", origin: "http://127.0.0.1:8787" }, true],
    [{ "sec-fetch-site": "same-origin", origin: "null" }, true],
    [{ origin: "http://127.0.0.1:8787" }, true],
    [{}, true],
    [{ "sec-fetch-site": "cross-site" }, false],
    [{ "sec-fetch-site": "same-site" }, false],
    [{ origin: "https://evil.example" }, false],
    [{ "sec-fetch-site": "same-origin", origin: "https://evil.example" }, false],
  ] as const)("is what the browser says: %o", async (headers, expected) => {
    expect(await isLetIn(headers)).toBe(expected);
  });
});

async function read(body: string, type: string): Promise<string> {
  const app = new Hono().post("/", async (c) => {
    const form = await readForm(c);
    return c.text(form.ok ? `read ${form.value.get("a") ?? "nothing"}` : form.problem.code);
  });
  const answer = await app.request("/", { method: "POST", body, headers: { "content-type": type } });
  return answer.text();
}

describe("what is read of a form", () => {
  const FORM = "application/x-www-form-urlencoded";
  it("is its fields, up to a size and a number", async () => {
    expect(await read("a=b+c", FORM)).toBe("read b c");
    expect(await read(`a=${"x".repeat(300_000)}`, FORM)).toBe("body_too_large");
    expect(await read("a=1&".repeat(3_000), FORM)).toBe("body_too_large");
  });

  it.each(["application/json", "text/plain"])("is not %s", async (type) => {
    expect(await read("a=b", type)).toBe("unsupported_media_type");
  });
});
