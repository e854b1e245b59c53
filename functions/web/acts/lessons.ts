import type { LessonView } from "../../../shared/partnerships/lessons/lesson-view.ts";
import { readLesson } from "../../../shared/partnerships/lessons/read-lessons.ts";
import { listPartnerships } from "../../../shared/partnerships/list-partnerships.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Form, Option } from "../forms/form.ts";
import type { NoticeCode } from "../forms/notices.ts";
import type { Visit } from "../signed-in.ts";
import { contentParts, lessonReaders, toContent } from "./lesson-parts.ts";
import { REASON } from "./own-commitment.ts";
import { madeAt } from "./practice-parts.ts";

/** Partnerships that a form offers. */
const MOST_OFFERED = 100;

/** Writes a lesson: what was learned, for others to adopt. */
export const writeLessonForm: MakeForm = async (visit, deps) => {
  const own = await ownPartnerships(visit, deps);
  if (!own.ok) return own;
  return ok({
    title: "Write a lesson",
    lead: "What it says becomes version 1, which never changes; later versions stand beside it.",
    parts: [
      {
        kind: "choice",
        name: "partnershipId",
        label: "Learned in",
        options: own.value,
        blank: "no partnership of ours",
      },
      lessonReaders("network"),
      ...contentParts(),
    ],
    shape: toContent,
    submit: "Keep the lesson",
    call: { method: "POST", path: "/lessons" },
    back: { address: "/lessons", text: "Lessons" },
    done: (answer) => ({ address: madeAt(answer), notice: "lesson-written" }),
  });
};

/** Records the next version of one's own lesson, whole. */
export const newLessonVersionForm: MakeForm = async (visit, deps) => {
  const opened = await ownLesson(visit, deps);
  if (!opened.ok) return opened;
  const { lesson, address, of } = opened.value;
  return ok({
    title: "Write a new version",
    lead: "Earlier versions stay, and so does every adoption of one.",
    parts: [...contentParts(lesson.content), REASON],
    shape: toContent,
    submit: "Keep the new version",
    call: { method: "POST", path: `${address}/versions` },
    ...of("version-recorded"),
  });
};

/** Says who reads one's own lesson from now on. */
export const showLessonForm: MakeForm = async (visit, deps) => {
  const opened = await ownLesson(visit, deps);
  if (!opened.ok) return opened;
  const { lesson, address, of } = opened.value;
  return ok({
    title: "Say who reads the lesson",
    parts: [lessonReaders(lesson.visibility), REASON],
    submit: "Change who reads it",
    call: { method: "PUT", path: `${address}/visibility` },
    ...of("saved"),
  });
};

/** Takes one's own lesson out of the library. */
export const retireLessonForm: MakeForm = async (visit, deps) => {
  const opened = await ownLesson(visit, deps);
  if (!opened.ok) return opened;
  const { lesson, address, of } = opened.value;
  if (lesson.retired && visit.c.req.method !== "POST")
    return fail({ code: "conflict", detail: "The lesson was retired already." });
  return ok({
    title: "Retire the lesson",
    lead: "It is found and adopted no more, and that cannot be taken back. Who has its address still reads it, and adoptions stay.",
    parts: [REASON],
    submit: "Retire it",
    isGrave: true,
    call: { method: "POST", path: `${address}/retirement` },
    ...of("lesson-retired"),
  });
};

type OpenedLesson = {
  readonly lesson: LessonView;
  readonly address: string;
  readonly of: (notice: NoticeCode) => Pick<Form, "back" | "version" | "done">;
};

/** The lesson of the address, as far as one may read it. Three rounds. */
export async function openedLesson({ c, principal }: Visit, deps: WebDeps): Promise<Result<OpenedLesson>> {
  const lessonId = c.req.param("lessonId") ?? "";
  const read = await readLesson(deps.table, { lessonId, organisationId: principal.organisationId });
  if (!read.ok) return read;
  const lesson = read.value;
  const address = `/lessons/${lessonId}`;
  const of: OpenedLesson["of"] = (notice) => ({
    back: { address, text: lesson.title },
    version: lesson.version,
    done: () => ({ address, notice }),
  });
  return ok({ lesson, address, of });
}

/** The same for whose lesson it is; `forbidden` for those who only read it. Three rounds. */
async function ownLesson(visit: Visit, deps: WebDeps): Promise<Result<OpenedLesson>> {
  const opened = await openedLesson(visit, deps);
  if (!opened.ok || opened.value.lesson.origin.organisationId === visit.principal.organisationId)
    return opened;
  return fail({ code: "forbidden", detail: "Only the organisation that wrote the lesson does this." });
}

/** The first hundred partnerships that one keeps. One Query. */
export async function ownPartnerships(
  { principal: { organisationId } }: Visit,
  deps: WebDeps,
): Promise<Result<Option[]>> {
  const own = await listPartnerships(deps, { organisationId, role: "own", page: { limit: MOST_OFFERED } });
  return own.ok ? ok(own.value.items.map(({ id, name }) => ({ value: id, text: name }))) : own;
}
