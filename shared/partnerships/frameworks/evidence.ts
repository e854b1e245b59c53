import type { ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { indicatorOf, type Rest, storyOf, strategyOf } from "../access.store.ts";
import { lessonFor } from "../lessons/lesson.store.ts";
import type { Reader } from "../reach.ts";
import type { Evidence, Rating } from "./assessment.ts";

/** How many different things one write can check beside what it writes. */
const MOST_CHECKED = 80;

type About = { readonly partnershipId: string; readonly reader: Reader };

/**
 * What ratings rest on: that the indicators, strategies, stories and lessons which they name are this partnership's, or there for it. Of an
 * observation it is the indicator. Refused at evidence whose reference is not of its kind, and with `too_many_items`.
 */
export function evidenceRests(ratings: readonly Rating[], about: About): Result<readonly Rest[]> {
  return restsOf(
    ratings.flatMap(({ evidence = [] }, rating) =>
      evidence.map((one, at) => ({ one, pointer: `/ratings/${rating}/evidence/${at}/ref` })),
    ),
    about,
  );
}

/** The same of evidence by itself. */
export function restsOf(
  evidence: readonly { readonly one: Evidence; readonly pointer: string }[],
  about: About,
): Result<readonly Rest[]> {
  const faults: ProblemPlace[] = [];
  const rests = new Map<string, Rest>();
  for (const { one, pointer } of evidence) {
    const found = restOf(one, pointer, about);
    if (found === "malformed")
      faults.push({ pointer, detail: `This is not a reference of the kind "${one.kind}".` });
    else if (found) rests.set(`${one.kind} ${one.ref}`, found);
  }
  if (faults.length > 0)
    return fail({
      code: "validation_failed",
      detail: "Some evidence cannot be what it says.",
      errors: faults,
    });
  if (rests.size <= MOST_CHECKED) return ok([...rests.values()]);
  const detail = `At most ${MOST_CHECKED} different things are checked at once: name fewer, or name some as "other".`;
  return fail({ code: "too_many_items", detail, extra: { limit: MOST_CHECKED } });
}

const ID = (prefix: string) => new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`);
const PATTERNS: Readonly<Partial<Record<Evidence["kind"], RegExp>>> = {
  indicator: ID("ind"),
  observation: /^ind_[0-9A-HJKMNP-TV-Z]{26}~/,
  strategy: ID("str"),
  story: ID("sto"),
  lesson: ID("lsn"),
  link: /^https?:\/\/\S+$/,
};

function restOf({ kind, ref }: Evidence, pointer: string, about: About): Rest | undefined | "malformed" {
  const pattern = PATTERNS[kind];
  if (!pattern) return undefined;
  if (!pattern.test(ref)) return "malformed";
  if (kind === "indicator") return indicatorOf(about.partnershipId, ref, pointer);
  if (kind === "observation") return indicatorOf(about.partnershipId, ref.split("~")[0] ?? "", pointer);
  if (kind === "strategy") return strategyOf(about.partnershipId, ref, pointer);
  if (kind === "story") return storyOf(about.partnershipId, ref, pointer);
  return kind === "lesson" ? lessonFor(about.reader, ref, pointer) : undefined;
}
