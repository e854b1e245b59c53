import type { DynamoDBRecord } from "aws-lambda";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_SETTINGS,
  deliver,
  failedIdentifiers,
  type MappingSettings,
} from "../../../infra/local/event-source-mapping.ts";

type Answer = unknown | Error;

const record = (n: number): DynamoDBRecord => ({
  eventName: "INSERT",
  dynamodb: { SequenceNumber: String(n), Keys: { pk: { S: `K#${n}` } } },
});
const records = (count: number) => Array.from({ length: count }, (_, index) => record(index + 1));
const numbers = (batch: readonly DynamoDBRecord[]) =>
  batch.map((one) => Number(one.dynamodb?.SequenceNumber));
const reported = (...failed: number[]) => ({
  batchItemFailures: failed.map((n) => ({ itemIdentifier: String(n) })),
});

/** Delivers `count` records to a function that answers by what it is given, and tells what happened. */
async function deliverTo(
  answer: (batch: number[], call: number) => Answer,
  count: number,
  settings: Partial<MappingSettings> = {},
) {
  const told = {
    calls: [] as number[][],
    checkpoints: [] as number[],
    givenUp: [] as { records: number[]; reason: string }[],
    pauses: [] as number[],
  };
  await deliver(
    records(count),
    { ...DEFAULT_SETTINGS, ...settings },
    {
      invoke: async (batch) => {
        told.calls.push(numbers(batch));
        const answered = answer(numbers(batch), told.calls.length);
        if (answered instanceof Error) throw answered;
        return answered;
      },
      checkpoint: (one) => told.checkpoints.push(...numbers([one])),
      giveUp: (batch, reason) => told.givenUp.push({ records: numbers(batch), reason }),
      pause: async (retry) => {
        told.pauses.push(retry);
      },
      signal: new AbortController().signal,
    },
  );
  return told;
}

describe("batches", () => {
  test("records come in order, in batches of at most the batch size, each batch a checkpoint", async () => {
    const told = await deliverTo(() => undefined, 250);
    expect(told.calls.map((call) => call.length)).toEqual([100, 100, 50]);
    expect(told.calls.flat()).toEqual(numbers(records(250)));
    expect(told.checkpoints).toEqual([100, 200, 250]);
  });

  test("no records, no call", async () => {
    expect((await deliverTo(() => undefined, 0)).calls).toEqual([]);
  });

  test.each([
    ["nothing", undefined],
    ["null", null],
    ["an empty object", {}],
    ["an empty list of failures", { batchItemFailures: [] }],
    ["failures that are null", { batchItemFailures: null }],
  ])("an answer of %s is success of the whole batch", async (_name, answer) => {
    const told = await deliverTo(() => answer, 3);
    expect(told.calls).toEqual([[1, 2, 3]]);
    expect(told.checkpoints).toEqual([3]);
  });

  test("records that the filter leaves out are not delivered, and are done", async () => {
    const told = await deliverTo(() => undefined, 5, {
      filter: (one) => Number(one.dynamodb?.SequenceNumber) % 2 === 0,
    });
    expect(told.calls).toEqual([[2, 4]]);
    expect(told.checkpoints.at(-1)).toBe(5);
  });

  test("a batch that is filtered out altogether calls nobody and moves the checkpoint", async () => {
    const told = await deliverTo(() => undefined, 5, { filter: () => false });
    expect(told.calls).toEqual([]);
    expect(told.checkpoints).toEqual([5]);
  });
});

describe("partial failures", () => {
  test("the first failed record is the checkpoint: it and everything after it come again, successes included", async () => {
    const told = await deliverTo((_batch, call) => (call === 1 ? reported(3) : undefined), 5);
    expect(told.calls).toEqual([
      [1, 2, 3, 4, 5],
      [3, 4, 5],
    ]);
    expect(told.checkpoints).toEqual([2, 5]);
  });

  test("of several failures the first in order counts, however they are listed", async () => {
    const told = await deliverTo((_batch, call) => (call === 1 ? reported(5, 2, 4) : undefined), 5);
    expect(told.calls[1]).toEqual([2, 3, 4, 5]);
  });

  test("a record that fails for good is retried alone three times, given up, and holds back nobody", async () => {
    const told = await deliverTo((batch) => (batch.includes(2) ? reported(2) : undefined), 4);
    expect(told.calls).toEqual([[1, 2, 3, 4], [2, 3, 4], [2], [2], [2], [2], [3, 4]]);
    expect(told.givenUp).toEqual([{ records: [2], reason: "The function reported the record as failed." }]);
    expect(told.checkpoints).toEqual([1, 2, 4]);
  });

  test("progress gives what remains all its retries again", async () => {
    const failures = new Map([
      [2, 3],
      [3, 3],
    ]);
    const told = await deliverTo((batch) => {
      const failing = batch.find((n) => (failures.get(n) ?? 0) > 0);
      if (failing === undefined) return undefined;
      failures.set(failing, (failures.get(failing) ?? 0) - 1);
      return reported(failing);
    }, 4);
    expect(told.givenUp).toEqual([]);
    expect(told.checkpoints.at(-1)).toBe(4);
  });

  test.each([
    ["a record that was not in the batch", { batchItemFailures: [{ itemIdentifier: "99" }] }],
    ["an empty identifier", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["a null identifier", { batchItemFailures: [{ itemIdentifier: null }] }],
    ["a failure without identifier", { batchItemFailures: [{}] }],
    ["failures that are no list", { batchItemFailures: "3" }],
  ])("naming %s fails the whole batch", async (_name, answer) => {
    const told = await deliverTo((_batch, call) => (call === 1 ? answer : undefined), 4);
    expect(told.calls).toEqual([
      [1, 2, 3, 4],
      [1, 2],
      [3, 4],
    ]);
  });
});

describe("a function that throws", () => {
  test("gets its batch in halves until the bad record is alone", async () => {
    const told = await deliverTo((batch) => (batch.includes(3) ? new Error("bad record") : undefined), 4);
    expect(told.calls).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [3], [3], [4]]);
    expect(told.givenUp).toEqual([{ records: [3], reason: "The function threw: bad record" }]);
    expect(told.checkpoints).toEqual([2, 3, 4]);
  });

  test("without bisect gets the whole batch again, a bounded number of times, and then it is given up whole", async () => {
    const told = await deliverTo(() => new Error("down"), 3, { bisect: false, retries: 2 });
    expect(told.calls).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(told.givenUp).toEqual([{ records: [1, 2, 3], reason: "The function threw: down" }]);
    expect(told.checkpoints).toEqual([3]);
  });

  test("with no retries left to give is asked once a record", async () => {
    const told = await deliverTo(() => new Error("down"), 2, { retries: 0 });
    expect(told.calls).toEqual([[1, 2], [1], [2]]);
    expect(told.givenUp.map((given) => given.records)).toEqual([[1], [2]]);
  });

  test("and recovers loses nothing", async () => {
    const told = await deliverTo((_batch, call) => (call <= 2 ? new Error("not yet") : undefined), 4);
    expect(told.calls).toEqual([[1, 2, 3, 4], [1, 2], [1], [2], [3, 4]]);
    expect(told.givenUp).toEqual([]);
  });

  test("is left more time before each retry", async () => {
    const told = await deliverTo(() => new Error("down"), 1);
    expect(told.pauses).toEqual([1, 2, 3]);
  });
});

describe("stopping", () => {
  test("nothing is invoked after the signal, and the checkpoint stays", async () => {
    const abort = new AbortController();
    const checkpoints: number[] = [];
    let calls = 0;
    const delivering = deliver(
      records(30),
      { ...DEFAULT_SETTINGS, batchSize: 10 },
      {
        invoke: async () => {
          calls += 1;
          if (calls === 2) abort.abort(new Error("stop"));
        },
        checkpoint: (one) => checkpoints.push(...numbers([one])),
        giveUp: () => undefined,
        pause: async () => undefined,
        signal: abort.signal,
      },
    );
    await expect(delivering).rejects.toThrow("stop");
    expect(calls).toBe(2);
    expect(checkpoints).toEqual([10, 20]);
  });
});

test("identifiers are read from an answer of any shape", () => {
  expect(failedIdentifiers(reported(1, 2))).toEqual(["1", "2"]);
  expect(failedIdentifiers({ batchItemFailures: [{ itemIdentifier: 7 }, "8", null] })).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("whatever fails and however: each good record is taken once in order, each bad one is given up once, no checkpoint goes back", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 25 }),
      async (count, poison, throws, batchSize) => {
        const taken: number[] = [];
        const bad = poison.filter((n) => n <= count).sort((a, b) => a - b);
        const told = await deliverTo(
          (batch) => {
            const failing = batch.filter((n) => bad.includes(n));
            if (failing.length > 0 && throws) return new Error("poison");
            // What comes before the first failure is done; what comes after it will come again.
            taken.push(...(failing[0] === undefined ? batch : batch.slice(0, batch.indexOf(failing[0]))));
            return reported(...failing);
          },
          count,
          { batchSize },
        );
        expect(taken).toEqual(numbers(records(count)).filter((n) => !bad.includes(n)));
        expect(told.givenUp.flatMap((given) => given.records)).toEqual(bad);
        expect(told.checkpoints).toEqual([...told.checkpoints].sort((a, b) => a - b));
        expect(told.checkpoints.at(-1)).toBe(count);
      },
    ),
  );
});
