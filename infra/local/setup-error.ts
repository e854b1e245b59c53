/**
 * Something about this machine stops the local runtime: told to the person who started it as one paragraph (what
 * happened, what to do), without a stack.
 */
export class SetupError extends Error {
  override name = "SetupError";
}

/** The `code` of a system error (`EADDRINUSE`, `ENOENT`), where it has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** The message of anything thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
