import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { makeBuckets } from "../../../infra/local/bucket.ts";
import { CREDENTIALS, REGION } from "../../../infra/local/clients.ts";
import { type LocalServer, listen } from "../../../infra/local/http-server.ts";

let folder: string;
let server: LocalServer;
let client: S3Client;
const clock = { now: () => new Date() };
const Bucket = "files";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-bucket-"));
  server = await listen(
    0,
    makeBuckets({ prefix: "/local/s3", buckets: [Bucket], folder, now: () => clock.now() }),
  );
  client = new S3Client({ endpoint: `${server.origin}/local/s3`, region: REGION, credentials: CREDENTIALS });
});
afterAll(async () => {
  client.destroy();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const get = async (Key: string, more = {}) => client.send(new GetObjectCommand({ Bucket, Key, ...more }));
const text = async (Key: string) => (await get(Key)).Body?.transformToString();

describe("the SDK", () => {
  test("puts an object, gets it back with its headers, and heads it", async () => {
    const put = new PutObjectCommand({
      Bucket,
      Key: "exports/café 1/data.csv",
      Body: "a,b\n1,2\n",
      ContentType: "text/csv",
      ContentDisposition: 'attachment; filename="data.csv"',
      Metadata: { job: "job_1" },
    });
    const { ETag } = await client.send(put);
    const got = await get("exports/café 1/data.csv");
    expect(await got.Body?.transformToString()).toBe("a,b\n1,2\n");
    const headed = await client.send(new HeadObjectCommand({ Bucket, Key: "exports/café 1/data.csv" }));
    for (const answer of [got, headed]) {
      expect(answer).toMatchObject({
        ETag,
        ContentType: "text/csv",
        ContentLength: 8,
        ContentDisposition: 'attachment; filename="data.csv"',
        Metadata: { job: "job_1" },
      });
    }
  });

  test("streams an upload of unknown chunks, byte for byte", async () => {
    const bytes = randomBytes(3 * 1024 * 1024);
    const pieces = [bytes.subarray(0, 1_000_000), bytes.subarray(1_000_000)];
    await client.send(
      new PutObjectCommand({ Bucket, Key: "big", Body: Readable.from(pieces), ContentLength: bytes.length }),
    );
    expect(Buffer.from((await (await get("big")).Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(
      true,
    );
  });

  test("reads a range, which is how a job goes on in the middle of a file", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "ten", Body: "0123456789" }));
    const part = await get("ten", { Range: "bytes=3-5" });
    expect([part.ContentRange, await part.Body?.transformToString()]).toEqual(["bytes 3-5/10", "345"]);
    await expect(get("ten", { Range: "bytes=10-" })).rejects.toMatchObject({ name: "InvalidRange" });
  });

  test("replaces, deletes, and meets NoSuchKey as the error it knows", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "one" }));
    await client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "two" }));
    expect(await text("k")).toBe("two");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
    await expect(get("k")).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: "k" }))).rejects.toMatchObject({
      name: "NotFound",
    });
    await expect(client.send(new GetObjectCommand({ Bucket: "other", Key: "k" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
  });

  test("keeps an empty object, and one below another", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "", ContentLength: 0 }));
    await client.send(new PutObjectCommand({ Bucket, Key: "a/b", Body: "below" }));
    expect([await text("a"), await text("a/b")]).toEqual(["", "below"]);
  });
});

describe("a checksum", () => {
  const ChecksumSHA256 = createHash("sha256").update("signed").digest("base64");

  test("is kept with the object it was put with, and told to who asks for it", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "agreement", Body: "signed", ChecksumSHA256 }));
    const asked = new HeadObjectCommand({ Bucket, Key: "agreement", ChecksumMode: "ENABLED" });
    expect((await client.send(asked)).ChecksumSHA256).toBe(ChecksumSHA256);
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: "agreement" }))).ChecksumSHA256).toBe(
      undefined,
    );
  });

  test("of other bytes is refused, and nothing is stored", async () => {
    const other = new PutObjectCommand({ Bucket, Key: "forged", Body: "forged", ChecksumSHA256 });
    await expect(client.send(other)).rejects.toMatchObject({ name: "BadDigest" });
    await expect(get("forged")).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("a presigned address", () => {
  const presign = (command: PutObjectCommand | GetObjectCommand) =>
    getSignedUrl(client, command, { expiresIn: 60 });

  test("takes a file and gives it back to anybody who has it", async () => {
    const up = await presign(new PutObjectCommand({ Bucket, Key: "up/grants.json" }));
    expect(
      (await fetch(up, { method: "PUT", body: "[1]", headers: { "content-type": "application/json" } }))
        .status,
    ).toBe(200);
    const ResponseContentDisposition = 'attachment; filename="grants.json"';
    const down = await presign(
      new GetObjectCommand({ Bucket, Key: "up/grants.json", ResponseContentDisposition }),
    );
    const got = await fetch(down);
    expect([
      got.headers.get("content-disposition"),
      got.headers.get("content-type"),
      await got.json(),
    ]).toEqual([ResponseContentDisposition, "application/json", [1]]);
  });

  test("is refused in S3's own words when its time has passed, for another method, or without signature", async () => {
    const up = await presign(new PutObjectCommand({ Bucket, Key: "late" }));
    const asked = async (address: string, method: string) => {
      const answer = await fetch(address, { method, ...(method === "PUT" && { body: "x" }) });
      return [answer.status, /<Code>(.*)<\/Code>/.exec(await answer.text())?.[1]];
    };
    expect(await asked(up, "GET")).toEqual([403, "SignatureDoesNotMatch"]);
    expect(await asked(up.split("?")[0] ?? "", "PUT")).toEqual([403, "AccessDenied"]);
    clock.now = () => new Date(Date.now() + 61_000);
    expect(await asked(up, "PUT")).toEqual([403, "AccessDenied"]);
    clock.now = () => new Date();
  });
});

/** Sends bytes as they are: a client of HTTP would tidy the path up. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(server.port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      answer += chunk.toString();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

test("a path that climbs out is refused before anything is read", async () => {
  const headers = "host: x\r\nauthorization: AWS4-HMAC-SHA256 x\r\nconnection: close\r\n\r\n";
  const answer = await raw(`GET /local/s3/files/../../../issuer.json HTTP/1.1\r\n${headers}`);
  expect(answer).toContain("400 Bad Request");
  expect(answer).toContain("<Code>InvalidURI</Code>");
});

test("an upload that breaks off leaves nothing, not even a draft", async () => {
  const before = await readdir(join(folder, Bucket), { recursive: true });
  const request = [
    "PUT /local/s3/files/broken HTTP/1.1",
    "host: x",
    "authorization: AWS4-HMAC-SHA256 x",
    "content-length: 100",
    "",
    "only this",
  ].join("\r\n");
  const socket = connect(server.port, "127.0.0.1", () =>
    socket.write(request, () => setTimeout(() => socket.destroy(), 50)),
  );
  await new Promise((resolve) => socket.on("close", resolve));
  // The server hears a moment later that nothing more comes, and on a busy machine later still.
  await new Promise((resolve) => setTimeout(resolve, 100));
  await vi.waitFor(
    async () => expect(await readdir(join(folder, Bucket), { recursive: true })).toEqual(before),
    10_000,
  );
  await expect(get("broken")).rejects.toMatchObject({ name: "NoSuchKey" });
});
