import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { isHere, makeCodes, readAuthorizationRequest } from "../../../infra/local/authorization.ts";

const ORIGIN = "http://127.0.0.1:8787";
const BACK = `${ORIGIN}/signed-in`;
const VERIFIER = "a-verifier-of-at-least-forty-three-characters-000";
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");
const query = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    client_id: "throughline-local",
    redirect_uri: BACK,
    response_type: "code",
    code_challenge_method: "S256",
    code_challenge: CHALLENGE,
    state: "s",
    ...more,
  });

describe("a request to sign in", () => {
  test("with everything in place is taken", () => {
    expect(readAuthorizationRequest(query(), ORIGIN)).toEqual({
      redirectUri: BACK,
      challenge: CHALLENGE,
      state: "s",
      nonce: undefined,
    });
  });

  test.each([
    [{ client_id: "other" }, "client_id"],
    [{ redirect_uri: "https://elsewhere.example/" }, "redirect_uri"],
    [{ response_type: "token" }, "response_type"],
    [{ code_challenge_method: "plain" }, "code_challenge_method"],
    [{ code_challenge: "short" }, "code_challenge"],
  ])("with %o is refused by the name of what is wrong", (more, words) => {
    expect(readAuthorizationRequest(query(more), ORIGIN)).toContain(words);
  });
});

test.each([
  [BACK, true],
  ["http://localhost:8787/x", true],
  ["http://127.0.0.1:8788/x", false],
  ["https://127.0.0.1:8787/x", false],
  ["http://127.0.0.1.elsewhere.example:8787/", false],
  ["//elsewhere.example", false],
  ["nonsense", false],
])("%s is an address of this machine's runtime: %s", (address, here) => {
  expect(isHere(address, ORIGIN)).toBe(here);
});

describe("a code", () => {
  const request = { redirectUri: BACK, state: undefined, nonce: "n", challenge: CHALLENGE };
  const at = { now: new Date("2026-11-23T12:00:00Z") };
  const codes = makeCodes(() => at.now);

  test("is good once, with its verifier and its address", () => {
    const code = codes.give(request, "funder");
    expect(codes.redeem(code, BACK, VERIFIER)).toMatchObject({ person: "funder", nonce: "n" });
    expect(codes.redeem(code, BACK, VERIFIER)).toBeUndefined();
  });

  test("with another verifier or address is no good, and is used up", () => {
    const [one, two] = [codes.give(request, "funder"), codes.give(request, "funder")];
    expect(codes.redeem(one, BACK, "another")).toBeUndefined();
    expect(codes.redeem(one, BACK, VERIFIER)).toBeUndefined();
    expect(codes.redeem(two, `${ORIGIN}/elsewhere`, VERIFIER)).toBeUndefined();
  });

  test("is no good after five minutes", () => {
    const code = codes.give(request, "funder");
    at.now = new Date("2026-11-23T12:05:01Z");
    expect(codes.redeem(code, BACK, VERIFIER)).toBeUndefined();
  });
});
