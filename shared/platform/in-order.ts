/**
 * Does `work` for items, at most `width` at a time, and gives the results in the order of the items. Items are taken only when there
 * is room for them. Where one fails, those under way are waited for before the failure is thrown.
 */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const queue = items[Symbol.iterator]();
  const underWay: Promise<R>[] = [];
  const fill = () => {
    while (underWay.length < width) {
      const next = queue.next();
      if (next.done) return;
      const result = work(next.value);
      // Heard of when its turn comes; until then nobody waits for it.
      result.catch(() => undefined);
      underWay.push(result);
    }
  };
  try {
    for (fill(); underWay.length > 0; fill()) {
      const first = await underWay[0];
      underWay.shift();
      yield first as R;
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}
