/** Stable codes of what is logged, so that a search or an alarm can rest on them. */
export type LogCode =
  | "request_failed"
  | "request_timed_out"
  | "record_failed"
  | "job_step_failed"
  | "job_step_done"
  | "reviews_opened"
  | "nobody_to_remind"
  | "mail_refused"
  | "mail_failed"
  | "mail_is_off"
  | "reminders_done"
  | "read_not_logged";

/**
 * Writes one structured line. Facts are ids, counts and codes: never a body, a name, a token or an address of a person.
 * Lambda's JSON log format adds time, level and request id.
 */
export function log(
  level: "info" | "warn" | "error",
  code: LogCode,
  facts: Readonly<Record<string, unknown>> = {},
): void {
  console[level](JSON.stringify({ code, ...facts }));
}

/** What may be logged of an unexpected error: its class, message and stack, nothing of the request. */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: error.name, message: error.message, stack: error.stack };
}
