import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { AdoptionViewSchema } from "./adoption.ts";
import type { LoadedLesson } from "./lesson.store.ts";
import { LessonContentSchema, type LessonSummary, LessonSummarySchema, SpreadSchema } from "./lesson.ts";

/** A lesson as one connected page: what a version says, where it comes from, who adopted it with what result, how it spread. */
export const LessonViewSchema = lazy(() =>
  LessonSummarySchema()
    .extend({
      content: LessonContentSchema(),
      contentVersion: z.int().positive(),
      contentRecordedAt: z.iso.datetime(),
      adoptions: z.array(AdoptionViewSchema()).meta({
        description:
          "The first fifty, in the order of their days; `/adoptions` has all of them, page by page.",
      }),
      spread: SpreadSchema(),
    })
    .meta({ id: "Lesson" }),
);
export type LessonView = z.infer<ReturnType<typeof LessonViewSchema>>;

/** A lesson as a search shows it. */
export function lessonSummary({ lesson, head }: Pick<LoadedLesson, "lesson" | "head">): LessonSummary {
  const { networkId: _, ...shown } = lesson;
  return { ...shown, version: head.version, recordedAt: head.recordedAt };
}
