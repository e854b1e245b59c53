import { GetObjectCommand, NoSuchKey, S3Client } from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { s3Reader } from "../../../shared/platform/s3-read.ts";

const client = new S3Client({ region: "eu-west-2" });
const mock = mockClient(client);
const files = s3Reader({ client, bucket: "files" });
beforeEach(() => mock.reset());

describe("reading a file", () => {
  it("gives its bytes", async () => {
    const bytes = new TextEncoder().encode("{}");
    const body = { transformToByteArray: async () => bytes };
    mock.on(GetObjectCommand, { Bucket: "files", Key: "imports/job_01" }).callsFake(() => ({ Body: body }));
    expect(await files.read("imports/job_01")).toEqual(bytes);
  });

  it("gives nothing where there is none", async () => {
    mock.on(GetObjectCommand).rejects(new NoSuchKey({ message: "none", $metadata: {} }));
    expect(await files.read("imports/job_01")).toBeUndefined();
  });

  it("lets a failing store be known", async () => {
    mock.on(GetObjectCommand).rejects(new Error("unreachable"));
    await expect(files.read("imports/job_01")).rejects.toThrow("unreachable");
  });
});
