import { ok, type Result } from "../../shared/platform/result.ts";
import type { Reply } from "./route.ts";

/** What a use case answered, as a reply; a refusal passes unchanged. */
export function replyWith<T>(result: Result<T>, toReply: (value: T) => Reply): Result<Reply> {
  return result.ok ? ok(toReply(result.value)) : result;
}
