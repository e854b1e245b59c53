import { describe, expect, test } from "vitest";
import { faultXml, parseRange, refuseS3, s3Address } from "../../../infra/local/s3-request.ts";

const now = new Date("2026-11-23T12:00:30Z");
const signed = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    "X-Amz-Signature": "abc",
    "X-Amz-Date": "20261123T120000Z",
    "X-Amz-Expires": "60",
    "x-id": "GetObject",
    ...more,
  });
const refuse = (query: URLSearchParams, method = "GET", at = now) =>
  refuseS3(query, { method, authorization: undefined, now: at })?.code;

describe("an object's address", () => {
  test("is bucket and key, decoded, with its query", () => {
    expect(s3Address("/local/s3/files/imports/job%201/a.csv?x-id=GetObject", "/local/s3")).toMatchObject({
      bucket: "files",
      key: "imports/job 1/a.csv",
    });
  });

  test.each([
    "/local/s3/files/../secret",
    "/local/s3/files/a/../../b",
    "/local/s3/files/%2e%2e/secret",
    "/local/s3/files/..%2Fsecret",
    "/local/s3/files/..%5Csecret",
    "/local/s3/files/a%00b",
    "/local/s3/files/./a",
    "/local/s3/files/%",
    "/local/s3/files/",
    "/local/s3/files",
    "/local/s3",
  ])("%s is refused", (target) => {
    expect(s3Address(target, "/local/s3")).toMatchObject({ status: 400, code: "InvalidURI" });
  });
});

describe("a request for an object", () => {
  test("passes with the SDK's signature, or a presigned address in its time", () => {
    const authorization = "AWS4-HMAC-SHA256 Credential=local/…";
    expect(refuseS3(new URLSearchParams(), { method: "PUT", authorization, now })).toBeUndefined();
    expect(refuse(signed())).toBeUndefined();
  });

  test("without either is denied", () => {
    expect(refuse(new URLSearchParams())).toBe("AccessDenied");
  });

  test("is denied when its time has passed, and not a second before", () => {
    expect(refuse(signed(), "GET", new Date("2026-11-23T12:01:00Z"))).toBeUndefined();
    expect(refuse(signed(), "GET", new Date("2026-11-23T12:01:01Z"))).toBe("AccessDenied");
  });

  test("is refused for another method than the one it was signed for", () => {
    expect(refuse(signed({ "x-id": "PutObject" }), "GET")).toBe("SignatureDoesNotMatch");
    expect(refuse(signed({ "x-id": "PutObject" }), "PUT")).toBeUndefined();
  });

  test.each([{ "X-Amz-Expires": "604801" }, { "X-Amz-Expires": "soon" }, { "X-Amz-Date": "yesterday" }])(
    "is refused with %o",
    (more) => {
      expect(refuse(signed(more))).toBe("AuthorizationQueryParametersError");
    },
  );
});

test.each([
  [undefined, undefined],
  ["bytes=0-4", { start: 0, end: 4 }],
  ["bytes=5-", { start: 5, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=8-99", { start: 8, end: 9 }],
  ["lines=1-2", undefined],
  ["bytes=-", undefined],
  ["bytes=10-", { status: 416, code: "InvalidRange" }],
])("of ten bytes, the range %s is %o", (header, range) => {
  const parsed = parseRange(header, 10);
  if (range === undefined) expect(parsed).toBeUndefined();
  else expect(parsed).toMatchObject(range);
});

test("a fault is S3's document, with nothing of the address unescaped", () => {
  const xml = faultXml(
    { status: 404, code: "NoSuchKey", message: "The specified key does not exist." },
    "/b/<a>&",
  );
  expect(xml).toContain("<Code>NoSuchKey</Code>");
  expect(xml).toContain("<Resource>/b/&lt;a&gt;&amp;</Resource>");
});
