import { CAPACITY_LISTS } from "../../../shared/partnerships/capacities/capacity-list.ts";
import type { Adoption } from "../../../shared/partnerships/lessons/adoption.ts";
import type { LessonContent } from "../../../shared/partnerships/lessons/lesson.ts";
import type { Reach } from "../../../shared/partnerships/reach.ts";

type Verdict = NonNullable<Adoption["result"]>["verdict"];
type EvidenceKind = NonNullable<LessonContent["evidence"]>[number]["kind"];

export const LESSON_READERS_IN_WORDS: Readonly<Record<Reach, string>> = {
  own: "Your organisation alone",
  network: "Your network",
  public: "Whoever signs in",
};

/** Where lessons are looked for. */
export const WITHIN_IN_WORDS: Readonly<Record<Reach, string>> = {
  network: "Your network",
  public: "Everybody",
  own: "Your organisation",
};

export const ADOPTION_STATUSES_IN_WORDS: Readonly<Record<Adoption["status"], string>> = {
  "under-way": "Under way",
  kept: "Kept",
  stopped: "Stopped",
};

export const VERDICTS_IN_WORDS: Readonly<Record<Verdict, string>> = {
  worked: "It worked",
  "worked-in-part": "It worked in part",
  "did-not-work": "It did not work",
  "too-early": "Too early to say",
};

export const ADOPTION_READERS_IN_WORDS: Readonly<Record<Adoption["visibility"], string>> = {
  readers: "Whoever may read the lesson",
  own: "Your organisation alone",
};

export const EVIDENCE_IN_WORDS: Readonly<Record<EvidenceKind, string>> = {
  study: "A study",
  evaluation: "An evaluation",
  observation: "A figure",
  test: "A test of change",
  story: "A story",
  testimony: "Testimony",
  other: "Something else",
};

/** The capacities that a lesson can be found by: those of the latest list. */
export const CAPACITIES = CAPACITY_LISTS.at(-1)?.capacities ?? [];

/** What a capacity is called; its key where no list has it any more. */
export function capacityName(key: string): string {
  return CAPACITIES.find((each) => each.key === key)?.name ?? key;
}
