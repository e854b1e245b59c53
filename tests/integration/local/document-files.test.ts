import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBuckets } from "../../../infra/local/bucket.ts";
import { CREDENTIALS, REGION } from "../../../infra/local/clients.ts";
import { type LocalServer, listen } from "../../../infra/local/http-server.ts";
import type { DocumentFiles } from "../../../shared/platform/files.ts";
import { s3Presigner } from "../../../shared/platform/s3-files.ts";
import { systemClock } from "../../../shared/platform/time.ts";

const KEY = "documents/cmt_01/doc_01";
const BYTES = "%PDF-1.7 an agreement";
const identity = { size: BYTES.length, sha256: createHash("sha256").update(BYTES).digest("hex") };

let folder: string;
let server: LocalServer;
let client: DynamoDBClient;
let files: DocumentFiles;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-documents-"));
  const options = { prefix: "/s3", buckets: ["files"], folder, now: () => new Date() };
  server = await listen(0, makeBuckets(options));
  client = new DynamoDBClient({ region: REGION, credentials: CREDENTIALS });
  files = s3Presigner({ bucket: "files", client, endpoint: `${server.origin}/s3` });
});
afterAll(async () => {
  client.destroy();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function put(body: string): Promise<number> {
  const contentType = "application/pdf";
  const { url, method, headers } = await files.presignUpload(KEY, {
    contentType,
    now: systemClock(),
    identity,
  });
  return (await fetch(url, { method, headers, body })).status;
}

test("what is put by an address with an identity is that file, found again by it, fetched, and removed", async () => {
  expect(await files.identify(KEY, systemClock())).toBeUndefined();
  expect(await put(BYTES)).toBe(200);
  expect(await files.identify(KEY, systemClock())).toEqual(identity);
  const named = { contentType: "application/pdf", fileName: "Agreement.pdf", now: systemClock() };
  const { url } = await files.presignDownload(KEY, named);
  const fetched = await fetch(url);
  expect([await fetched.text(), fetched.headers.get("content-disposition")]).toEqual([
    BYTES,
    "attachment; filename*=UTF-8''Agreement.pdf",
  ]);
  await files.remove(KEY, systemClock());
  await files.remove(KEY, systemClock());
  expect(await files.identify(KEY, systemClock())).toBeUndefined();
});

test("other bytes than those announced are refused by the bucket", async () => {
  expect(await put("%PDF-1.7 another one!")).toBe(400);
  expect(await files.identify(KEY, systemClock())).toBeUndefined();
});

test("a bucket that refuses or cannot be reached is an error, never a file that is not there", async () => {
  await expect(files.identify(KEY, "2020-01-01T00:00:00.000Z")).rejects.toThrow(
    "The files bucket answered HEAD with 403.",
  );
  const unreachable = s3Presigner({ bucket: "files", client, endpoint: "http://127.0.0.1:1" });
  await expect(unreachable.identify(KEY, systemClock())).rejects.toThrow("fetch failed");
});
