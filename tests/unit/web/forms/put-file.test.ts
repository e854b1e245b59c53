import type { Context } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, CallApi } from "../../../../functions/web/forms/call-api.ts";
import type { Form } from "../../../../functions/web/forms/form.ts";
import { putFile } from "../../../../functions/web/forms/put-file.ts";
import { type MemoryBucket, openMemoryBucket } from "../../../support/memory-bucket.ts";

const FORM: Form = {
  title: "Send a file",
  parts: [],
  submit: "Send",
  call: { method: "POST", path: "/imports" },
  uploading: { field: "file", again: () => "/imports/1/upload", next: () => "/imports/1/start" },
  back: { address: "/", text: "Back" },
  done: () => ({ address: "/", notice: "done" }),
};
const BYTES = new TextEncoder().encode("District,Year\n");
const file = () => ({ name: "figures.csv", bytes: BYTES });
const input = { get: () => undefined, file };
const NOW = "2026-11-23T09:00:00.000Z";

describe("the file of a form", () => {
  let bucket: MemoryBucket;
  beforeAll(async () => {
    bucket = await openMemoryBucket();
  });
  afterAll(() => bucket.stop());
  const place = () =>
    bucket.presignUpload("imports/1", { contentType: "application/octet-stream", now: NOW });

  async function put(body: unknown, anew?: Answer) {
    const asked: string[] = [];
    const api: CallApi = async (_, { path }) => {
      asked.push(path);
      return path.endsWith("upload") && anew ? anew : { ok: true, value: { status: 200, body: {} } };
    };
    const c = {} as Context;
    return { result: await putFile({ c, api, form: FORM, input, answer: { status: 201, body } }), asked };
  }

  it("is put where the operation said, and what follows is asked for", async () => {
    const { result, asked } = await put({ upload: await place() });
    expect([result.ok, asked]).toEqual([true, ["/imports/1/start"]]);
    expect(await bucket.read("imports/1")).toEqual(Buffer.from(BYTES));
  });

  it("is put at another address where the form is sent again", async () => {
    const anew: Answer = { ok: true, value: { status: 200, body: { upload: await place() } } };
    const { result, asked } = await put({}, anew);
    expect([result.ok, asked]).toEqual([true, ["/imports/1/upload", "/imports/1/start"]]);
  });

  it("is not put a second time where it was taken", async () => {
    const problem = { code: "conflict", detail: "Started already." } as const;
    const { result, asked } = await put({}, { ok: false, status: 409, problem });
    expect([result.ok, asked]).toEqual([true, ["/imports/1/upload"]]);
  });

  it("is asked for again where the bucket does not take it, and nothing follows", async () => {
    const { result, asked } = await put({ upload: { ...(await place()), url: "http://127.0.0.1:1/none" } });
    expect(result).toMatchObject({ ok: false, problem: { code: "busy" } });
    expect(asked).toEqual([]);
  });
});
