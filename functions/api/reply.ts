import type { Listed } from "../../shared/platform/page.ts";
import { ok, type Result } from "../../shared/platform/result.ts";
import type { Reply } from "./route.ts";

/** A page of a list as a reply: its items in the body, its cursor in the body and in `Link`. */
export function listReply<T>(listed: Result<Listed<T>>): Result<Reply> {
  if (!listed.ok) return listed;
  const { next } = listed.value;
  return ok({ status: 200, body: listed.value, ...(next === undefined ? {} : { next }) });
}

/** What a use case answered, as a reply; a refusal passes unchanged. */
export function replyWith<T>(result: Result<T>, toReply: (value: T) => Reply): Result<Reply> {
  return result.ok ? ok(toReply(result.value)) : result;
}
