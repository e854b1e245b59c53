import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema, dayIn } from "../../platform/time.ts";
import { LabelsSchema } from "../label.ts";
import { PlaceCodeSchema } from "../place-code.ts";

/** How far a consent reaches: the partnership's backbone, those with whom it is shared too, or whoever signs in. */
export const STORY_SCOPES = ["partnership", "funders", "public"] as const;

/** What somebody allowed to be done with a story. Who that was is said as a role, since this part stays when the story goes. */
export const ConsentSchema = lazy(() =>
  z
    .strictObject({
      givenBy: z.string().trim().min(1).max(200).meta({
        description: 'A role, never a name: "a mother of two from the harbour wards".',
      }),
      givenOn: DateSchema(),
      scope: z.enum(STORY_SCOPES),
      expiresOn: DateSchema().optional().meta({
        description: "The last day on which the story may be read; it ends where that day ends first.",
      }),
    })
    .refine(({ givenOn, expiresOn }) => expiresOn === undefined || givenOn <= expiresOn, {
      path: ["expiresOn"],
      message: "The consent ends before it was given.",
    })
    .meta({ id: "StoryConsent" }),
);
export type Consent = z.infer<ReturnType<typeof ConsentSchema>>;

const linksTo = (prefix: "str" | "ind" | "lsn") =>
  z
    .array(idSchema(prefix))
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, "Name each of them once.");

/** What is said of a story beside its words: this stays when they go, so it names nobody. */
const AboutSchema = lazy(() =>
  z.strictObject({
    heardOn: DateSchema(),
    themes: LabelsSchema().optional(),
    populations: LabelsSchema().optional().meta({ description: "The people it speaks for." }),
    placeCode: PlaceCodeSchema().optional(),
    strategyIds: linksTo("str").optional(),
    indicatorIds: linksTo("ind").optional(),
    lessonIds: linksTo("lsn").optional(),
  }),
);

/** A story to be told. Its words are never changed; they can be withdrawn. */
export const NewStorySchema = lazy(() =>
  AboutSchema()
    .extend({
      title: z.string().trim().min(1).max(200),
      text: z.string().trim().min(1).max(20_000),
      consent: ConsentSchema(),
    })
    .meta({
      id: "NewStory",
      examples: [
        {
          title: "The bus that came at seven",
          text: "When the early bus came, I could take the morning shift and still bring her to school.",
          heardOn: "2026-03-04",
          themes: ["transport"],
          populations: ["single parents"],
          consent: {
            givenBy: "a mother of two from the harbour wards",
            givenOn: "2026-03-04",
            scope: "funders",
            expiresOn: "2028-03-04",
          },
        },
      ],
    }),
);
export type NewStory = z.infer<ReturnType<typeof NewStorySchema>>;

/** A change of what is said of a story: what is named changes, `null` takes away what may be absent, the rest stays. */
export const StoryPatchSchema = lazy(() =>
  z
    .strictObject({
      reason: ReasonSchema(),
      heardOn: DateSchema().optional(),
      themes: LabelsSchema().nullish(),
      populations: LabelsSchema().nullish(),
      placeCode: PlaceCodeSchema().nullish(),
      strategyIds: linksTo("str").nullish(),
      indicatorIds: linksTo("ind").nullish(),
      lessonIds: linksTo("lsn").nullish(),
    })
    .refine((patch) => Object.keys(patch).length > 1, "There is nothing to change.")
    .meta({ id: "StoryPatch" }),
);
export type StoryPatch = z.infer<ReturnType<typeof StoryPatchSchema>>;

/** A consent as it is from now on, and why it changed. */
export const ConsentChangeSchema = lazy(() =>
  z.strictObject({ consent: ConsentSchema(), reason: ReasonSchema() }).meta({ id: "StoryConsentChange" }),
);

export const StoryWithdrawalSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "StoryWithdrawal" }),
);

/** How a story ended: it was withdrawn, or the time of its consent ran out. */
const EndedSchema = lazy(() =>
  z.strictObject({
    how: z.enum(["withdrawn", "expired"]),
    at: z.iso.datetime(),
    reason: z.string().optional().meta({ description: "For the backbone alone." }),
  }),
);

/** A story as its head is stored: everything but the words, of which it keeps the salted digest for ever. */
export const StorySchema = lazy(() =>
  AboutSchema().extend({
    id: idSchema("sto"),
    partnershipId: idSchema("prt"),
    consent: ConsentSchema(),
    wordsDigest: z.string(),
    createdAt: z.iso.datetime(),
    ended: EndedSchema().optional(),
  }),
);
export type Story = z.infer<ReturnType<typeof StorySchema>>;

/** The words of a story with the salt of their digest: the one item of it that is ever erased. */
export const WordsSchema = lazy(() =>
  z.strictObject({ title: z.string(), text: z.string(), salt: z.string() }).meta({
    id: "StoryWords",
    description:
      "Its SHA-256, over the canonical JSON of exactly these three fields, is the story's digest. Never keep it: ask again.",
  }),
);
export type Words = z.infer<ReturnType<typeof WordsSchema>>;

/** A story as the API shows it: in a list without its words, and without them for ever once it ended. */
export const StoryViewSchema = lazy(() =>
  StorySchema()
    .extend({
      status: z.enum(["told", "withdrawn", "expired"]),
      words: WordsSchema().optional(),
      version: z.int().positive(),
      recordedAt: z.iso.datetime(),
    })
    .meta({ id: "Story" }),
);
export type StoryView = z.infer<ReturnType<typeof StoryViewSchema>>;

/** The latest day that has begun anywhere on earth: a consent ends where its last day ends first. */
export function latestDay(now: string): string {
  return dayIn("Pacific/Kiritimati", now);
}

/** Whether a story's words may still be read: it did not end, and its consent has not run out. */
export function isTold({ ended, consent }: Pick<Story, "ended" | "consent">, now: string): boolean {
  return ended === undefined && (consent.expiresOn === undefined || consent.expiresOn >= latestDay(now));
}

/**
 * A story as somebody may see it; `words` are passed over where they may not be read any more. Why it was withdrawn is its
 * backbone's alone.
 */
export function storyView(
  story: Story,
  seen: { now: string; version: number; recordedAt: string; isBackbone: boolean; words?: Words | undefined },
): StoryView {
  const { version, recordedAt, now, isBackbone } = seen;
  const told = isTold(story, now);
  const { ended, ...kept } = story;
  const end = ended && (isBackbone ? ended : { how: ended.how, at: ended.at });
  return {
    ...kept,
    ...(end ? { ended: end } : {}),
    status: told ? "told" : (ended?.how ?? "expired"),
    ...(told && seen.words ? { words: seen.words } : {}),
    version,
    recordedAt,
  };
}

/**
 * What stands for a story in a report that is published and hashed: its id and the digest, never its words. It is the same after
 * the story was withdrawn, so the hash of what was published can be computed again for ever.
 */
export function publishedForm({ id, wordsDigest }: Pick<Story, "id" | "wordsDigest">) {
  return { id, wordsDigest };
}
