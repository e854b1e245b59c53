import { expect, test } from "vitest";
import { fieldsIn } from "../../support/site-visitor.ts";
import { aSetting } from "../partnerships/setting.ts";
import { visitorsOf } from "./practice-visitors.ts";

const at = aSetting();
const visitors = visitorsOf(at);
const list = () => `${at.current.path}/stories`;

const STORY = {
  title: "The bus that came at seven",
  text: "When the early bus came, I could take the morning shift.",
  heardOn: "2026-03-04",
  themes: "transport\nwork",
  "consent.givenBy": "a mother of two",
  "consent.givenOn": "2026-03-04",
  "consent.scope": "funders",
};

test("a story is written down with its consent, renewed, and withdrawn for a reason: its words are gone", async () => {
  const visitor = visitors.keeper();
  expect((await visitor.open(list())).html).toContain("They can take it back at any time");
  const box = `strategyIds.${at.current.strategyId}`;
  const told = await visitor.fillIn(`${list()}/new`, { ...STORY, [box]: "yes" });
  const address = told.location ?? "";
  expect(address).toMatch(/^\/stories\/sto_[0-9A-Z]{26}$/);
  const shown = await visitor.open(address);
  expect(shown.html).toContain(STORY.text);
  expect(shown.html).toContain("Strategy: ");
  expect((await visitor.open(list())).html).toContain("About transport, work");
  const renewed = await visitor.fillIn(`${address}/consent`, {
    "consent.expiresOn": "2030-03-04",
    "consent.scope": "partnership",
    reason: "They asked for it",
  });
  expect([renewed.status, renewed.location]).toEqual([303, address]);
  expect((await visitor.open(address)).html).toContain("The partnership alone");
  const unlinked = await visitor.fillIn(`${address}/about`, {
    [box]: "",
    themes: "",
    populations: "parents",
    reason: "Said better",
  });
  expect(unlinked.status).toBe(303);
  expect((await visitor.open(address)).html).toMatch(/About parents\..*To no strategy and no indicator/s);
  const empty = await visitor.fillIn(`${address}/withdrawal`, {});
  expect([empty.status, empty.html.includes('href="#f-reason"')]).toEqual([422, true]);
  const gone = await visitor.fillIn(`${address}/withdrawal`, { reason: "They took it back" });
  expect([gone.status, gone.location]).toEqual([303, address]);
  const tombstone = await visitor.open(address);
  expect(tombstone.html).toContain("A story that ended");
  expect(tombstone.html).toContain("Why: They took it back");
  expect(tombstone.html).not.toContain(STORY.text);
  expect(tombstone.html).not.toContain(STORY.title);
  expect((await visitor.open(list())).html).toContain("its words are erased");
  expect((await visitor.open(`${address}/consent`)).status).toBe(409);
  const again = await visitor.send(`${address}/withdrawal`, gone.sent);
  expect([again.status, again.location]).toEqual([303, address]);
});

test("a consent that ends before it was given is refused at its field, with what was typed kept", async () => {
  const { status, html } = await visitors.keeper().fillIn(`${list()}/new`, {
    ...STORY,
    "consent.expiresOn": "2026-03-01",
  });
  expect([status, html.includes('href="#f-consent-expiresOn"')]).toEqual([422, true]);
  expect(fieldsIn(html)).toMatchObject({ text: STORY.text, "consent.givenBy": "a mother of two" });
});

test("a story reaches as far as its consent: readers, nobody else, and whoever signs in where it is public", async () => {
  const keeper = visitors.keeper();
  const [shared, kept, open] = await Promise.all(
    ["funders", "partnership", "public"].map(
      async (scope) =>
        (await keeper.fillIn(`${list()}/new`, { ...STORY, "consent.scope": scope })).location ?? "",
    ),
  );
  const reader = await visitors.reader();
  expect((await reader.open(shared ?? "")).html).toContain(STORY.text);
  expect((await reader.open(kept ?? "")).status).toBe(404);
  expect((await reader.open(list())).html).not.toContain("Write a story down");
  for (const form of ["consent", "about", "withdrawal"])
    expect((await reader.open(`${shared}/${form}`)).status, form).toBe(403);
  expect((await reader.open(`${list()}/new`)).status).toBe(403);
  const stranger = visitors.stranger();
  expect((await stranger.open(shared ?? "")).status).toBe(404);
  expect((await stranger.open(list())).status).toBe(404);
  expect((await stranger.open(`${list()}/new`)).status).toBe(404);
  const seen = await stranger.open(open ?? "");
  expect([seen.status, seen.html.includes(STORY.text)]).toEqual([200, true]);
  expect(seen.html).not.toContain(list());
  expect((await stranger.open(`${open}/withdrawal`)).status).toBe(403);
  const viewer = visitors.keeper({ roles: ["viewer"] });
  expect((await viewer.open(shared ?? "")).status).toBe(200);
  expect((await viewer.open(`${shared}/withdrawal`)).status).toBe(403);
});

test("stories are narrowed to a theme, and it is said where none has it", async () => {
  const keeper = visitors.keeper();
  await keeper.fillIn(`${list()}/new`, STORY);
  expect((await keeper.open(`${list()}?theme=transport`)).html).toContain("About transport");
  expect((await keeper.open(`${list()}?theme=housing`)).html).toContain("has the theme “housing”");
});
