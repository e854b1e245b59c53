import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { bodyOf } from "../../../../functions/web/forms/body-of.ts";
import type { Form } from "../../../../functions/web/forms/form.ts";
import { readForm } from "../../../../functions/web/forms/read-form.ts";

/** What is read of a form, by a site that answers what it read. */
async function read(body: FormData | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  let result: Awaited<ReturnType<typeof readForm>> | undefined;
  const app = new Hono().post("/", async (c) => {
    result = await readForm(c);
    return c.body(null, 204);
  });
  await app.request("/", { method: "POST", body, headers });
  if (!result) throw new Error("Nothing was read.");
  return result;
}

function aFormOf(file: File): FormData {
  const form = new FormData();
  form.append("source", "State file");
  form.append("file", file);
  return form;
}

const UPLOAD: Form = {
  title: "Send a file",
  parts: [
    { kind: "file", name: "file", pointer: "/fileName", label: "File", accept: [".csv"], isRequired: true },
  ],
  submit: "Send",
  call: { method: "POST", path: "/things" },
  back: { address: "/", text: "Back" },
  done: () => ({ address: "/", notice: "done" }),
};

describe("a form with a file", () => {
  it("is read with its fields and the very bytes of its file", async () => {
    const bytes = new Uint8Array([0, 255, 13, 10, 45, 45]);
    const form = await read(aFormOf(new File([bytes], "figures.csv")));
    if (!form.ok) throw new Error(form.problem.detail);
    expect(form.value.get("source")).toBe("State file");
    expect(form.value.get("file")).toBeUndefined();
    expect(form.value.file?.("file")).toEqual({ name: "figures.csv", bytes });
    expect(bodyOf(UPLOAD, form.value, "en-US").body).toEqual({ fileName: "figures.csv" });
  });

  it.each([
    [new File([], ""), "Choose a file. A browser forgets it whenever the form is sent."],
    [new File([], "figures.csv"), "“figures.csv” is empty. Choose another file."],
  ])("says so at the field where there is nothing in it", async (file, detail) => {
    const form = await read(aFormOf(file));
    if (!form.ok) throw new Error(form.problem.detail);
    expect(bodyOf(UPLOAD, form.value, "en-US").errors).toEqual([{ field: "file", detail }]);
  });

  it("takes 4 MB and not a byte more, and says what to do with more", async () => {
    const most = 4 * 1024 * 1024;
    expect((await read(aFormOf(new File([new Uint8Array(most)], "most.csv")))).ok).toBe(true);
    const refused = await read(aFormOf(new File([new Uint8Array(most + 1)], "more.csv")));
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: "body_too_large", detail: expect.stringContaining("Split it") },
    });
  });

  it("is refused where it did not arrive whole", async () => {
    const body = new TextEncoder().encode('--edge\r\nContent-Disposition: form-data; name="a"\r\n');
    const headers = { "content-type": "multipart/form-data; boundary=edge" };
    expect(await read(body, headers)).toMatchObject({ ok: false, problem: { code: "invalid_request" } });
  });
});
