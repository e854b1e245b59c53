import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localPath, originOf } from "../../../functions/web/origin.ts";

describe("where this site is reached", () => {
  it("is the gateway's name over HTTPS, and this machine's with its port over HTTP", () => {
    expect(originOf({ host: "pages.example.org", domainName: "pages.example.org" })).toBe(
      "https://pages.example.org",
    );
    expect(originOf({ host: "127.0.0.1:8787", domainName: "127.0.0.1" })).toBe("http://127.0.0.1:8787");
  });

  it("is never what a caller wrote into the Host header", () => {
    expect(originOf({ host: "evil.example", domainName: "pages.example.org" })).toBe(
      "https://pages.example.org",
    );
    expect(originOf({ host: undefined, domainName: "pages.example.org" })).toBe("https://pages.example.org");
  });
});

describe("the path to return to after signing in", () => {
  it("is a path of this site", () => {
    expect(localPath("/commitments/cmt_1/report?a=b#c")).toBe("/commitments/cmt_1/report?a=b#c");
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "",
    undefined,
    "/a b",
  ])("is the start page instead of %s", (path) => {
    expect(localPath(path)).toBe("/");
  });

  it("leads to no other site, whatever it is", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.string().map((rest) => `/${rest}`),
    );
    fc.assert(
      fc.property(anything, (path) => {
        expect(new URL(localPath(path), "https://pages.example.org").origin).toBe(
          "https://pages.example.org",
        );
      }),
    );
  });
});
