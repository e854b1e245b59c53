import { randomUUID } from "node:crypto";
import type { ScheduledEvent } from "aws-lambda";
import { REGION } from "./clients.ts";
import { errorMessage } from "./setup-error.ts";

export type TimerOptions = {
  readonly invoke: (event: ScheduledEvent) => Promise<unknown>;
  readonly now: () => Date;
  readonly log: (line: string) => void;
  /** Milliseconds until the first call and between calls. */
  readonly firstMs?: number;
  readonly everyMs?: number;
};

/** Calls the reminders once shortly after the start (the machine may have slept through the hour) and then daily. */
export function startTimer(options: TimerOptions): { stop: () => void } {
  const ring = () => {
    options.invoke(scheduledEvent(options.now(), randomUUID())).catch((error: unknown) => {
      options.log(`reminders failed: ${errorMessage(error)}`);
    });
  };
  let every: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    ring();
    every = setInterval(ring, options.everyMs ?? 24 * 3_600_000);
  }, options.firstMs ?? 5_000);
  return {
    stop: () => {
      clearTimeout(first);
      clearInterval(every);
    },
  };
}

/** The event EventBridge sends on a schedule. */
export function scheduledEvent(now: Date, id: string): ScheduledEvent {
  return {
    version: "0",
    id,
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: "000000000000",
    time: `${now.toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: [`arn:aws:events:${REGION}:000000000000:rule/throughline-reminders`],
    detail: {},
  };
}
