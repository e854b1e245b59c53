import { TableBusy } from "./table.ts";

const THROTTLES = [
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
  "TransactionInProgressException",
];
const TIMEOUTS = ["TimeoutError", "RequestTimeout", "AbortError"];

/** What an error that nobody expected says of the table: that it is busy, that it was late, or nothing. */
export function troubleOf(error: unknown): "busy" | "timeout" | undefined {
  const name = error instanceof Error ? error.name : "";
  if (error instanceof TableBusy || THROTTLES.includes(name)) return "busy";
  return TIMEOUTS.includes(name) ? "timeout" : undefined;
}
