import { expect, test } from "vitest";
import { scheduledEvent, startTimer } from "../../../infra/local/timer.ts";

const now = () => new Date("2026-11-23T06:00:00.250Z");

test("the event is the one EventBridge sends on a schedule", () => {
  expect(scheduledEvent(now(), "id-1")).toMatchObject({
    id: "id-1",
    "detail-type": "Scheduled Event",
    source: "aws.events",
    time: "2026-11-23T06:00:00Z",
    detail: {},
  });
});

test("reminders are called shortly after the start and again and again, also after one that failed, until stopped", async () => {
  const times: string[] = [];
  const lines: string[] = [];
  const third = Promise.withResolvers<void>();
  const timer = startTimer({
    invoke: async ({ time }) => {
      times.push(time);
      if (times.length === 3) third.resolve();
      if (times.length === 1) throw new Error("the table is busy");
    },
    now,
    log: (line) => lines.push(line),
    firstMs: 1,
    everyMs: 5,
  });
  await third.promise;
  timer.stop();
  const called = times.length;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(times.length).toBe(called);
  expect(lines).toEqual(["reminders failed: the table is busy"]);
});
