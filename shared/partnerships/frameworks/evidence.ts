import type { Problem, ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Write } from "../../platform/transaction.ts";
import { indicatorOf, type Rest, recordOf, storyOf, strategyOf } from "../access.store.ts";
import { lessonFor } from "../lessons/lesson.store.ts";
import type { Reader } from "../reach.ts";
import type { Evidence, Rating } from "./assessment.ts";

/** How many different things one write can check beside what it writes. */
const MOST_CHECKED = 80;

/** How this room comes to know that a revision of observations is recorded: handed in by whoever may read figures. */
export type ObservationCheck = (
  ref: string,
) => { readonly indicatorId: string; readonly write: Write } | undefined;

type About = {
  readonly partnershipId: string;
  readonly reader: Reader;
  readonly observationCheck: ObservationCheck;
};

/**
 * What ratings rest on: that the indicators, strategies, stories and lessons which they name are this partnership's, or there for it; so
 * are observations, and systems changes and tests of change that are named by their ids. Refused at evidence whose reference is not of its kind, and with `too_many_items`.
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
    const found = restsOfOne(one, pointer, about);
    if (found === "malformed")
      faults.push({ pointer, detail: `This is not a reference of the kind "${one.kind}".` });
    else for (const rest of found) rests.set(JSON.stringify(rest.check), rest);
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
  strategy: ID("str"),
  story: ID("sto"),
  lesson: ID("lsn"),
  link: /^https?:\/\/\S+$/,
};

/** What one piece of evidence rests on: nothing, where it is a reference of a kind that is kept as said. */
function restsOfOne({ kind, ref }: Evidence, pointer: string, about: About): readonly Rest[] | "malformed" {
  const { partnershipId, reader } = about;
  if (PATTERNS[kind]?.test(ref) === false) return "malformed";
  if (kind === "indicator") return [indicatorOf(partnershipId, ref, pointer)];
  if (kind === "strategy") return [strategyOf(partnershipId, ref, pointer)];
  if (kind === "story") return [storyOf(partnershipId, ref, pointer)];
  if (kind === "lesson") return [lessonFor(reader, ref, pointer)];
  if (kind === "observation") return observationRests(ref, pointer, about) ?? "malformed";
  const isOwn = ID("sys").test(ref) || ID("tst").test(ref);
  return isOwn ? [recordOf(partnershipId, ref, pointer)] : [];
}

function observationRests(ref: string, pointer: string, about: About): readonly Rest[] | undefined {
  const found = about.observationCheck(ref);
  if (!found) return undefined;
  const detail = "No such observation is recorded.";
  const refusal: Problem = { code: "validation_failed", detail, errors: [{ pointer, detail }] };
  return [indicatorOf(about.partnershipId, found.indicatorId, pointer), { check: found.write, refusal }];
}
