import { createHash, createHmac } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { s3Presigner } from "../../../shared/platform/s3-files.ts";

const NOW = "2026-11-23T12:00:00.000Z";
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "session/+token" };
const client = new DynamoDBClient({ region: "eu-west-2", credentials });

const SHA256 = createHash("sha256").update("signed").digest("hex");

function presign(key: string, endpoint?: string, identity?: { size: number; sha256: string }) {
  return s3Presigner({ bucket: "files", client, endpoint }).presignUpload(key, {
    contentType: "application/json",
    now: NOW,
    ...(identity ? { identity } : {}),
  });
}

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** The signature as AWS documents it (Signature Version 4, authentication by query parameters), worked out by hand. */
function expectedSignature(url: URL, headers: Record<string, string>, method = "PUT"): string {
  const names = Object.keys(headers).sort();
  const encoded = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");
  const canonical = [
    method,
    url.pathname,
    query,
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    "UNSIGNED-PAYLOAD",
  ].join("\n");
  const scope = "20261123/eu-west-2/s3/aws4_request";
  const digest = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", "20261123T120000Z", scope, digest].join("\n");
  const key = ["eu-west-2", "s3", "aws4_request"].reduce<Buffer>(hmac, hmac("AWS4secret", "20261123"));
  return hmac(key, text).toString("hex");
}

describe("an address to upload to", () => {
  it("is signed as AWS documents it, content type included", async () => {
    const upload = await presign("imports/job 01+ü(1)*.json");
    const url = new URL(upload.url);
    const headers = { "content-type": "application/json", host: "files.s3.eu-west-2.amazonaws.com" };
    expect(url.host).toBe(headers.host);
    expect(url.pathname).toBe("/imports/job%2001%2B%C3%BC%281%29%2A.json");
    expect(url.searchParams.get("X-Amz-SignedHeaders")).toBe("content-type;host");
    expect(url.searchParams.get("X-Amz-Signature")).toBe(expectedSignature(url, headers));
  });

  it("lasts fifteen minutes, for a PUT with the content type that was named", async () => {
    const { method, headers, expiresAt, url } = await presign("imports/job_01");
    expect({ method, headers, expiresAt }).toEqual({
      method: "PUT",
      headers: { "content-type": "application/json" },
      expiresAt: "2026-11-23T12:15:00.000Z",
    });
    expect(new URL(url).searchParams.get("X-Amz-Expires")).toBe("900");
  });

  it("names the bucket in its path where another endpoint stands in for AWS", async () => {
    const url = new URL((await presign("imports/job_01", "http://127.0.0.1:9000/")).url);
    expect(url.origin + url.pathname).toBe("http://127.0.0.1:9000/files/imports/job_01");
    const headers = { "content-type": "application/json", host: "127.0.0.1:9000" };
    expect(url.searchParams.get("X-Amz-Signature")).toBe(expectedSignature(url, headers));
  });
});

describe("an address for one file and no other", () => {
  it("binds whoever uses it to its length and its SHA-256", async () => {
    const upload = await presign("documents/cmt_01/doc_01", undefined, { size: 6, sha256: SHA256 });
    const url = new URL(upload.url);
    const checksum = Buffer.from(SHA256, "hex").toString("base64");
    expect(upload.headers).toEqual({ "content-type": "application/json", "x-amz-checksum-sha256": checksum });
    expect(url.searchParams.get("X-Amz-SignedHeaders")).toBe(
      "content-length;content-type;host;x-amz-checksum-sha256",
    );
    const sent = { ...upload.headers, "content-length": "6", host: "files.s3.eu-west-2.amazonaws.com" };
    expect(url.searchParams.get("X-Amz-Signature")).toBe(expectedSignature(url, sent));
    expect(url.searchParams.has("x-amz-checksum-sha256")).toBe(false);
  });
});

describe("an address to download from", () => {
  it("names the file it is saved as, in any script, and never lets a browser open it in place", async () => {
    const download = await s3Presigner({ bucket: "files", client }).presignDownload(
      "documents/cmt_01/doc_01",
      {
        contentType: "application/pdf",
        fileName: "Vereinbarung (März).pdf",
        now: NOW,
      },
    );
    const url = new URL(download.url);
    expect(download.expiresAt).toBe("2026-11-23T12:15:00.000Z");
    expect(url.searchParams.get("response-content-type")).toBe("application/pdf");
    expect(url.searchParams.get("response-content-disposition")).toBe(
      "attachment; filename*=UTF-8''Vereinbarung%20%28M%C3%A4rz%29.pdf",
    );
    expect(url.search).not.toContain("+");
    const headers = { host: "files.s3.eu-west-2.amazonaws.com" };
    expect(url.searchParams.get("X-Amz-Signature")).toBe(expectedSignature(url, headers, "GET"));
  });
});
