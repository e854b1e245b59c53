import { describe, expect, test } from "vitest";
import { inOrder } from "../../../shared/platform/in-order.ts";

/** Work on numbered items that ends when it is told to, and what was begun. */
function byHand() {
  const begun: number[] = [];
  const ends = new Map<number, PromiseWithResolvers<string>>();
  const end = (item: number) => {
    const promised = ends.get(item) ?? Promise.withResolvers<string>();
    ends.set(item, promised);
    return promised;
  };
  const work = (item: number) => {
    begun.push(item);
    return end(item).promise;
  };
  return { begun, end, work };
}

async function gather<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

describe("work in order", () => {
  test("gives results in the order of the items, whichever ends first", async () => {
    const { end, work } = byHand();
    end(2).resolve("two");
    end(3).resolve("three");
    setImmediate(() => end(1).resolve("one"));
    expect(await gather(inOrder([1, 2, 3], 2, work))).toEqual(["one", "two", "three"]);
  });

  test("takes no item for which there is no room", async () => {
    const { begun, end, work } = byHand();
    const results = inOrder([1, 2, 3, 4], 2, work);
    const first = results.next();
    expect(begun).toEqual([1, 2]);
    end(1).resolve("one");
    expect((await first).value).toBe("one");
    const second = results.next();
    expect(begun).toEqual([1, 2, 3]);
    end(2).resolve("two");
    expect((await second).value).toBe("two");
    end(3).resolve("three");
    end(4).resolve("four");
    expect(await gather(results)).toEqual(["three", "four"]);
  });

  test("waits for what is under way before it throws, and begins nothing more", async () => {
    const { begun, end, work } = byHand();
    let isThrown = false;
    const all = gather(inOrder([1, 2, 3], 2, work)).catch((error: unknown) => {
      isThrown = true;
      return error;
    });
    end(1).reject(new Error("The table is gone."));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isThrown).toBe(false);
    end(2).resolve("two");
    expect(await all).toEqual(new Error("The table is gone."));
    expect(begun).toEqual([1, 2]);
  });

  test("of a later item that fails first is heard of when its turn comes", async () => {
    const { end, work } = byHand();
    end(2).reject(new Error("The second."));
    const results = inOrder([1, 2], 2, work);
    setImmediate(() => end(1).resolve("one"));
    expect((await results.next()).value).toBe("one");
    await expect(results.next()).rejects.toThrow("The second.");
  });
});
