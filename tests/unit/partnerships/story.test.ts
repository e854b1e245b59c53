import { describe, expect, it } from "vitest";
import { digestOf, saltedWords } from "../../../shared/partnerships/stories/story.store.ts";
import {
  isTold,
  NewStorySchema,
  publishedForm,
  type Story,
  StorySchema,
  storyView,
} from "../../../shared/partnerships/stories/story.ts";
import { contentHash } from "../../../shared/platform/canonical-json.ts";
import { anId, RECORDED_AT } from "./builders.ts";

const WORDS = saltedWords({ title: "The bus", text: "It came at seven." });
const aStory = (changes: Partial<Story> = {}): Story =>
  StorySchema().parse({
    id: `sto_${"0".repeat(26)}`,
    partnershipId: anId("prt"),
    heardOn: "2026-03-04",
    consent: { givenBy: "a mother of two", givenOn: "2026-03-04", scope: "funders", expiresOn: "2026-05-31" },
    wordsDigest: digestOf(WORDS),
    createdAt: RECORDED_AT,
    ...changes,
  });
const seen = (now: string, isBackbone = false) => ({
  now,
  version: 1,
  recordedAt: RECORDED_AT,
  isBackbone,
  words: WORDS,
});

describe("a consent", () => {
  it("ends where its last day ends first: with the first midnight on earth", () => {
    expect(isTold(aStory(), "2026-05-31T09:59:59.999Z")).toBe(true);
    expect(isTold(aStory(), "2026-05-31T10:00:00.000Z")).toBe(false);
  });

  it("takes the words out of the view when it is over, however they are still stored", () => {
    expect(storyView(aStory(), seen("2026-05-01T00:00:00.000Z"))).toMatchObject({
      status: "told",
      words: WORDS,
    });
    const over = storyView(aStory(), seen("2026-06-02T00:00:00.000Z", true));
    expect(over.status).toBe("expired");
    expect(over).not.toHaveProperty("words");
  });

  it("does not end before it was given", () => {
    const consent = { givenBy: "an aunt", givenOn: "2026-03-04", scope: "public", expiresOn: "2026-03-03" };
    const story = { title: "A", text: "B", heardOn: "2026-03-04", consent };
    expect(NewStorySchema().safeParse(story).error?.issues[0]?.path).toEqual(["consent", "expiresOn"]);
  });
});

describe("a tombstone", () => {
  const ended = { how: "withdrawn" as const, at: RECORDED_AT, reason: "The family moved" };

  it("keeps its reason for the backbone, and what was published of it for everybody", () => {
    const gone = aStory({ ended });
    expect(storyView(gone, seen(RECORDED_AT, true)).ended?.reason).toBe(ended.reason);
    const other = storyView(gone, seen(RECORDED_AT));
    expect(JSON.stringify(other)).not.toContain(ended.reason);
    expect(other).not.toHaveProperty("words");
    expect(publishedForm(other)).toEqual(publishedForm(aStory()));
  });

  it("holds a digest that equal words do not repeat: nobody can test guesses against it", () => {
    const again = saltedWords({ title: WORDS.title, text: WORDS.text });
    expect(digestOf(again)).not.toBe(digestOf(WORDS));
    expect(contentHash(WORDS)).toBe(digestOf(WORDS));
  });
});
