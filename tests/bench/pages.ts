import { startDemo } from "../support/demo.ts";
import { bounded, type Figure, median, told } from "./figure.ts";
import { type Asked, firstByteOf, pagesOf, scriptBytesOf } from "./pages-asked.ts";

const RUNS = 25;
const WARM_UP = 5;
/** What a page may take beside twice the time of the calls that it needs, in milliseconds. */
const OWN_MS = 20;
const MOST_SCRIPT_KB = 60;
const BOOK = 200;

/**
 * How long pages take to their first byte beside the API calls that answer the same questions, over HTTP in the system as `npm start`
 * starts it: with the book of the demo, and with one of 200 commitments more. Page and calls are asked in turn, so that whatever else
 * the machine does falls on both alike; calls that a client would make side by side are made so.
 */
export async function measurePages(log: (line: string) => void): Promise<Figure[]> {
  const demo = await startDemo();
  try {
    const pages = await pagesOf(demo.origin);
    const figures = await measureBook("the demo's book", pages, log);
    await pages.addCommitments(BOOK);
    await demo.drained();
    figures.push(...(await measureBook(`a book of ${BOOK} commitments more`, pages, log)));
    const scripts = await Promise.all(pages.asked.map(scriptBytesOf));
    const most = Math.max(...scripts) / 1000;
    return [...figures, bounded("script of any page", most, { unit: "KB", bound: MOST_SCRIPT_KB })];
  } finally {
    await demo.stop();
  }
}

async function measureBook(
  book: string,
  { asked }: { readonly asked: readonly Asked[] },
  log: (line: string) => void,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const one of asked) {
    const { page, calls } = await measurePage(one);
    log(`  ${one.path} with ${book}: ${page.toFixed(1)} ms, its calls ${calls.toFixed(1)} ms`);
    const name = `first byte of ${one.name}, ${book}`;
    figures.push(
      told(name, page, "ms, median"),
      bounded(`${name} / (2 × calls + ${OWN_MS} ms)`, page / (2 * calls + OWN_MS), {
        unit: "ratio",
        bound: 1,
      }),
    );
  }
  return figures;
}

async function measurePage({ page, calls }: Asked): Promise<{ page: number; calls: number }> {
  const times: { page: number[]; calls: number[] } = { page: [], calls: [] };
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const ofPage = await firstByteOf([page]);
    const ofCalls = await firstByteOf(calls);
    if (run < WARM_UP) continue;
    times.page.push(ofPage);
    times.calls.push(ofCalls);
  }
  return { page: median(times.page), calls: median(times.calls) };
}
