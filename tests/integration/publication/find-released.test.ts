import { beforeEach, expect, test } from "vitest";
import { aRelease, publish, releaseId } from "../../support/published.ts";
import { engineOfSuite } from "../../support/suite.ts";
import { aReader } from "./reader.ts";

const engine = engineOfSuite();
let reader: Awaited<ReturnType<typeof aReader>>;

beforeEach(async () => {
  reader = await aReader(engine);
  await publish(reader.table, aRelease({ title: "Reading by group" }));
  await publish(reader.table, aRelease({ number: 2, title: "Ready for kindergarten" }));
  return () => reader.stop();
});

const open = (query: string) => reader.read(`/open?${query}`, { accept: "text/html" });

test("releases are found on a page of the list by words of their titles, and the words stay in the field", async () => {
  const { status, text } = await open("words=KINDERGARTEN");
  expect(status).toBe(200);
  expect(text).toContain(`href="/open/releases/${releaseId(2)}"`);
  expect(text).not.toContain(`href="/open/releases/${releaseId(1)}"`);
  expect(text).toContain('value="KINDERGARTEN"');
});

test("the next page is filtered by the same words, and a page without any says so and leads on", async () => {
  const { text } = await open("words=reading&limit=1");
  expect(text).toContain("None of the releases on this page");
  const next = /href="(\/open\?cursor=[^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(next).toContain("words=reading");
  const second = await reader.read(next, { accept: "text/html" });
  expect(second.text).toContain("Reading by group");
});

test("what was typed is a text on the page, and too much of it is refused", async () => {
  expect((await open(`words=${encodeURIComponent("<b>x")}`)).text).toContain('value="&lt;b&gt;x"');
  expect((await open(`words=${"a".repeat(201)}`)).status).toBe(400);
});
