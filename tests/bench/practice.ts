import type { World } from "../support/world.ts";
import { bounded, type Figure, told } from "./figure.ts";
import type { Meter } from "./meter.ts";

/** How many partnerships stand side by side, and have adopted the lesson. */
const PARTNERSHIPS = 25;

/** Rounds and consumed capacity of what passes between partnerships, measured on the embedded engine. */
export async function measurePractice(world: World, meter: Meter): Promise<Figure[]> {
  const { lesson, story } = await makePractice(world);
  const patterns = [
    ["a lesson with 25 adoptions and its spread", `/lessons/${lesson}`, 3],
    ["lessons by theme, a page", "/lessons?within=public&theme=pandemic", 3],
    ["a story with its words", `/stories/${story}`, 2],
    ["25 partnerships side by side", "/network", 4],
    ["movement of 25 partnerships", "/frameworks/theory-of-action/movement?from=2025-01-01&to=2026-01-01", 3],
  ] as const;
  const figures: Figure[] = [];
  for (const [name, path, rounds] of patterns) {
    const { used } = await meter.measure(() => world.send("funder", { path }));
    figures.push(bounded(`${name}: rounds`, used.rounds, { unit: "rounds", bound: rounds }));
    figures.push(told(`${name}: capacity`, used.readUnits, "read units"));
  }
  return figures;
}

/** A lesson that 25 partnerships adopted, each of them shared with the funder, and a story of one. */
async function makePractice({ send, funder }: World): Promise<{ lesson: string; story: string }> {
  const post = async (path: string, body: object) =>
    (await send("backbone", { method: "POST", path, body })).id;
  const lesson = await post("/lessons", {
    title: "A plan for a year without schools",
    visibility: "public",
    problem: "Schools closed within a week. ".repeat(30),
    whatWasDone: "One plan with five aims was written in ten days. ".repeat(100),
    themes: ["pandemic"],
  });
  let story = "";
  for (let n = 0; n < PARTNERSHIPS; n++) {
    const place = { placeCode: `place-${n}`, placeName: `Place ${n}` };
    const id = await post("/partnerships", { name: `Partnership ${n}`, purpose: "To be measured", ...place });
    const base = `/partnerships/${id}`;
    await post(`${base}/strategies`, { name: "Strategy", kind: "universal", populations: ["children"] });
    const { version } = await send("backbone", { path: base });
    const shared = { method: "PUT", path: `${base}/shares/${funder.organisationId}`, ifMatch: version };
    await send("backbone", { ...shared, body: { reason: "Learns with us" } });
    const adoption = {
      adoptedOn: "2025-05-01",
      adaptation: "In another way. ".repeat(20),
      visibility: "readers",
    };
    await post(`/lessons/${lesson}/adoptions`, { ...adoption, partnershipId: id, lessonVersion: 1 });
    const consent = { givenBy: "a mother of two", givenOn: "2025-05-01", scope: "funders" };
    const told = { title: "A story", text: "What was said. ".repeat(100), heardOn: "2025-05-01", consent };
    story = await post(`${base}/stories`, told);
  }
  return { lesson, story };
}
