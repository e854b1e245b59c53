/**
 * Every refusal the product knows, in one table: code → status and title (RFC 9457).
 * The only place in the product that knows an HTTP status for a refusal.
 */
export const PROBLEMS = {
  malformed_json: [400, "The body is not valid JSON"],
  invalid_request: [400, "The request is not valid"],
  invalid_cursor: [400, "The cursor does not belong to this query"],
  not_signed_in: [401, "Sign in or send an API key"],
  forbidden: [403, "You may not do this"],
  not_found: [404, "There is nothing here"],
  not_released: [404, "This is not released"],
  method_not_allowed: [405, "This address does not take this method"],
  not_acceptable: [406, "None of the formats asked for is offered"],
  conflict: [409, "This does not fit the present state"],
  already_exists: [409, "This exists already"],
  condition_not_met: [409, "The payment condition is not met"],
  amount_exceeded: [409, "The amount is larger than what is left"],
  payment_blocked: [409, "Payments are blocked"],
  second_person_required: [409, "A second person has to decide this"],
  approval_required: [409, "This has to be approved before it is paid"],
  approval_limit_exceeded: [403, "This is above what you may approve"],
  period_closed: [409, "The books of this period are closed"],
  gone: [410, "This was withdrawn"],
  version_conflict: [412, "Somebody changed this since you read it"],
  cell_conflict: [412, "Somebody recorded another value for this cell"],
  body_too_large: [413, "The body is too large"],
  unsupported_media_type: [415, "The body's content type is not supported"],
  validation_failed: [422, "Some fields are not valid"],
  idempotency_key_reused: [422, "This idempotency key belongs to another request"],
  method_refused: [422, "These figures cannot be combined or compared like this"],
  claim_refused: [422, "This claim needs other evidence"],
  too_many_items: [422, "The request holds more than one write can keep together"],
  precondition_required: [428, "Send If-Match with the version you read"],
  too_many_requests: [429, "This is more than is taken at a time"],
  internal_error: [500, "Something went wrong on our side"],
  busy: [503, "The system is busy, try again shortly"],
  timeout: [504, "This took too long"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One thing that is wrong, and where: a JSON pointer (RFC 6901) into the body, or the name of a parameter. */
export type ProblemPlace = {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly detail: string;
  readonly code?: string;
};

/** A refusal before it is put into a response. `detail` says what to do about it, in a sentence. */
export type Problem = {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly ProblemPlace[];
  /** Facts a client can act on, for instance the current version. Never anything the caller may not know. */
  readonly extra?: Readonly<Record<string, unknown>>;
};

/** The problem document (RFC 9457) of a refusal. `instance` is the path asked for, `requestId` finds the log line. */
export function problemDocument(problem: Problem, at: { instance: string; requestId: string }) {
  const [status, title] = PROBLEMS[problem.code];
  return {
    type: `/problems/${problem.code.replaceAll("_", "-")}`,
    title,
    status,
    detail: problem.detail,
    code: problem.code,
    instance: at.instance,
    requestId: at.requestId,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
    ...problem.extra,
  };
}

/** A refusal of one named place of the body. */
export function invalidAt(pointer: string, detail: string): Problem {
  return { code: "validation_failed", detail, errors: [{ pointer, detail }] };
}

/** A refusal of one named parameter. */
export function invalidParameter(parameter: string, detail: string): Problem {
  return { code: "invalid_request", detail, errors: [{ parameter, detail }] };
}

/** A problem of a part, with its places seen from the whole: `problemUnder("/items/2", …)` makes "/amount" "/items/2/amount". */
export function problemUnder(pointer: string, problem: Problem): Problem {
  const errors = problem.errors?.map((place) => ({ ...place, pointer: `${pointer}${place.pointer ?? ""}` }));
  return { ...problem, errors: errors ?? [{ pointer, detail: problem.detail }] };
}

/** The JSON pointer (RFC 6901) of a path. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
