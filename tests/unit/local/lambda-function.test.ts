import { describe, expect, test } from "vitest";
import { contextOf, lambdaFunction } from "../../../infra/local/lambda-function.ts";

describe("a function", () => {
  test("gets its event and a context that counts its time down", async () => {
    const call = lambdaFunction(
      "api",
      (event, context) => ({ event, left: context.getRemainingTimeInMillis(), id: context.awsRequestId }),
      10_000,
      () => "id-1",
    );
    const answer = await call({ a: 1 });
    expect(answer).toMatchObject({ event: { a: 1 }, id: "id-1" });
    expect(answer).toHaveProperty(
      "left",
      expect.toSatisfy((left: number) => left > 9_000 && left <= 10_000),
    );
  });

  test("that takes longer than its time fails, as Lambda says it", async () => {
    const call = lambdaFunction("jobs", () => new Promise(() => undefined), 20);
    await expect(call({})).rejects.toThrow("jobs: Task timed out after 0.02 seconds");
  });

  test("that throws at once fails like one that rejects", async () => {
    const call = lambdaFunction(
      "api",
      () => {
        throw new Error("a bug");
      },
      1_000,
    );
    await expect(call({})).rejects.toThrow("a bug");
  });

  test("cannot change the event that others get", async () => {
    const event = { list: [1] };
    const call = lambdaFunction(
      "outbox",
      (given) => {
        if (typeof given === "object" && given && "list" in given) given.list = [];
      },
      1_000,
    );
    await call(event);
    expect(event).toEqual({ list: [1] });
  });
});

test("time that is over is zero, never less", async () => {
  const context = contextOf("api", 0, "id");
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(context.getRemainingTimeInMillis()).toBe(0);
});
