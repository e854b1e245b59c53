import type { Context } from "hono";
import * as z from "zod";
import { UploadSchema } from "../../../shared/platform/files.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { Answered, CallApi } from "./call-api.ts";
import type { Form, Input } from "./form.ts";

const PATIENCE_MS = 15_000;
const UploadingSchema = lazy(() => z.object({ upload: UploadSchema().optional() }));

type Putting = {
  readonly c: Context;
  readonly api: CallApi;
  readonly form: Form;
  readonly input: Input;
  readonly answer: Answered;
};

/**
 * Puts the file of a form where the operation said, by the address that it answered, and asks for what follows. Sent again, it takes up
 * where it stopped: another address is asked for, and where the file was taken already, nothing is put in its place. Refused with
 * `busy` where the bucket does not take it. One PUT, and a call or two.
 */
export async function putFile({ c, api, form, input, answer }: Putting): Promise<Result<undefined>> {
  const { uploading } = form;
  const file = uploading && input.file?.(uploading.field);
  if (!file) return ok(undefined);
  let { upload } = UploadingSchema().parse(answer.body);
  if (upload === undefined) {
    const anew = await api(c, { method: "POST", path: uploading.again(answer) });
    // It was taken already: there is nothing left to do.
    if (!anew.ok) return anew.problem.code === "conflict" ? ok(undefined) : fail(anew.problem);
    upload = UploadingSchema().parse(anew.value.body).upload;
  }
  if (upload === undefined || !(await isPut(upload, file.bytes))) return fail(NOT_TAKEN);
  const followed = await api(c, { method: "POST", path: uploading.next(answer) });
  return followed.ok ? ok(undefined) : fail(followed.problem);
}

const NOT_TAKEN = {
  code: "busy",
  detail: "The file could not be kept just now. Choose it again and send the form once more.",
} as const;

async function isPut(
  { url, method, headers }: z.infer<ReturnType<typeof UploadSchema>>,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    return (await fetch(url, { method, headers, body, signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    return false;
  }
}
