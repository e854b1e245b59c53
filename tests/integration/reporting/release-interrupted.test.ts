import { beforeAll, describe, expect, it } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { scanPages } from "../../../shared/platform/scan.ts";
import { tableOfSuite } from "../../support/suite.ts";
import { contentOf, makeReleasesWorld, type ReleasesWorld, release } from "./releases-world.ts";

const table = tableOfSuite();
let made: ReleasesWorld;

beforeAll(async () => {
  made = await makeReleasesWorld(table, () => "2026-06-01T09:00:00.000Z");
}, 60_000);

/** Does something while answers to one kind of command are lost on their way back: what was asked for is done. */
async function losingAnswers<T>(commandName: string, act: () => Promise<T>): Promise<T> {
  const { middlewareStack } = table.client;
  middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      if (context.commandName !== commandName) return answer;
      throw Object.assign(new Error("No answer came."), { name: "TimeoutError" });
    },
    { step: "initialize", name: "losing-answers" },
  );
  try {
    return await act();
  } finally {
    middlewareStack.remove("losing-answers");
  }
}

const body = () => ({
  kind: "partnership",
  subjectId: made.partnershipId,
  sections: ["outcomes"],
  title: "The year",
  authors: ["Harbour Fund"],
});
const post = (key: string) =>
  made.world.call("funder", { method: "POST", path: "/report-releases", body: body(), key });

async function storedBytes(): Promise<number> {
  let found = 0;
  for await (const page of scanPages(table)) found += page.filter(({ sk }) => sk.startsWith("B#")).length;
  return found;
}

describe("making a release that is interrupted", () => {
  it("keeps its bytes where it was made and only the answer was lost: asked for again it is the same one", async () => {
    const lost = await losingAnswers("TransactWriteItemsCommand", () => post("made-and-not-answered"));
    expect(lost.status).toBe(504);
    const again = await post("made-and-not-answered");
    expect(again.status).toBe(201);
    const { id, number } = (await again.json()) as { id: string; number: number };
    expect(number).toBe(1);
    expect((await contentOf(made.world, "funder", id, "json")).status).toBe(200);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  it("keeps no bytes where it was not made", async () => {
    await release(made.world, "funder", body());
    const before = await storedBytes();
    const lost = await losingAnswers("PutItemCommand", () => post("not-made"));
    expect(lost.status).toBe(504);
    expect(await storedBytes()).toBe(before);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });
});
