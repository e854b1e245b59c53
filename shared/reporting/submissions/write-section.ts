import type { Principal } from "../../identity/principal.ts";
import { documentIsThere } from "../../investments/index.ts";
import { indicatorOf, type Rest, writeResting } from "../../partnerships/index.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import type { Author } from "../../platform/history.ts";
import type { Problem, ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { handsOf } from "./hands.ts";
import {
  findSections,
  keptVersionPart,
  type LoadedSection,
  newSection,
  sectionPart,
  sectionPk,
  sectionView,
} from "./section.store.ts";
import type { SectionContent, SectionView } from "./section.ts";
import { stillIn } from "./submission.store.ts";
import type { ReportSubmission } from "./submission.ts";
import { findOwn } from "./write-submission.ts";

/** Who writes which section of which submission, over the version that they read. */
export type SectionCall = {
  readonly submissionId: string;
  readonly key: string;
  readonly principal: Principal;
  readonly author: Author;
  readonly now: string;
  readonly ifMatch: number;
  readonly content: SectionContent;
};

/**
 * Writes one section of a draft whole, over the version that was read; others are written meanwhile, undisturbed. Writing what stands there
 * already changes nothing. Two rounds and one transaction, which checks that the submission is a draft still and that the indicators and
 * documents are there; what was frozen last is kept in it. Refused with `version_conflict` and both texts where somebody else wrote it,
 * `conflict` where it is no draft, and at each place that does not fit.
 */
export async function writeSection(
  { table }: { readonly table: Table },
  call: SectionCall,
): Promise<Result<SectionView>> {
  const read = await readSection(table, call);
  if (!read.ok) return read;
  const { submission, section } = read.value;
  if (section && isSame(section.content, call.content)) return ok(sectionView(call.key, section));
  if ((section?.version ?? 0) !== call.ifMatch) return fail(bothTexts(call, section));
  if (submission.status !== "draft") return fail(notDrafted(submission.status));
  const errors = placeFaults(submission, call.content);
  if (errors.length > 0)
    return fail({
      code: "validation_failed",
      detail: "This does not fit the commitments that are answered.",
      errors,
    });
  const written = await save(table, call, read.value);
  if (written.ok) return written;
  if (!["version_conflict", "already_exists"].includes(written.problem.code)) return written;
  const now = await findSections(table, submission.id, [call.key]);
  return fail(bothTexts(call, now.get(call.key)));
}

type Read = { readonly submission: ReportSubmission; readonly section: LoadedSection | undefined };

/** A section of a submission of the caller's organisation. Two rounds. Refused where none of its requirements asks for such a section. */
export async function readSection(
  table: Table,
  asked: Pick<SectionCall, "submissionId" | "key" | "principal">,
): Promise<Result<Read>> {
  const { submissionId, key, principal } = asked;
  const own = await findOwn(table, { submissionId, organisationId: principal.organisationId });
  if (!own.ok) return own;
  const { submission } = own.value;
  if (!submission.sectionKeys.includes(key))
    return fail({ code: "not_found", detail: "None of its requirements asks for such a section." });
  const sections = await findSections(table, submissionId, [key]);
  return ok({ submission, section: sections.get(key) });
}

async function save(table: Table, call: SectionCall, read: Read): Promise<Result<SectionView>> {
  const { key, principal, author, now, content } = call;
  const { submission, section: before } = read;
  const after = newSection(key, content, handsOf(principal));
  const isPinned = before !== undefined && submission.pinned[key] === before.version;
  const written = await writeResting(table, {
    pk: sectionPk(submission.id, key),
    ownerId: author.organisationId,
    ...(before ? { previousHead: before.item } : {}),
    parts: [
      { ...(before ? { before: before.item } : {}), after: sectionPart(after) },
      ...(isPinned ? [{ after: keptVersionPart(before), isNew: true }] : []),
    ],
    action: "report-section.written",
    by: author,
    now,
    rests: restsOf(submission, content),
  });
  if (!written.ok) return written;
  const { version, recordedAt } = written.value;
  return ok({ key, version, recordedAt, writtenBy: author.principalId, content });
}

/** A transaction that fails on the submission itself is told from one that fails on what is named. */
function restsOf(submission: ReportSubmission, content: SectionContent): Rest[] {
  const { figures = [], attachments = [] } = content;
  return [
    { check: stillIn(submission), refusal: notDrafted("no draft any more") },
    ...figures.map(({ indicatorId }, at) =>
      indicatorOf(submission.partnershipId, indicatorId, `/figures/${at}/indicatorId`),
    ),
    ...attachments.map(({ commitmentId, documentId }, at): Rest => {
      const pointer = `/attachments/${at}/documentId`;
      const detail = "The commitment has no such document.";
      const refusal = { code: "validation_failed" as const, detail, errors: [{ pointer, detail }] };
      return { check: documentIsThere(commitmentId, documentId), refusal };
    }),
  ];
}

/** What is for one commitment belongs to one that is answered, and money is in the commitment's own currency. */
export function placeFaults(
  { answers }: Pick<ReportSubmission, "answers">,
  { texts = [], money = [], attachments = [] }: SectionContent,
): ProblemPlace[] {
  const currencies = new Map(answers.map(({ commitmentId, currency }) => [commitmentId, currency]));
  const detail = "This submission answers nothing of that commitment.";
  const astray = Object.entries({ texts, money, attachments }).flatMap(([field, all]) =>
    all.flatMap(({ commitmentId }, at): ProblemPlace[] =>
      currencies.has(commitmentId) ? [] : [{ pointer: `/${field}/${at}/commitmentId`, detail }],
    ),
  );
  const foreign = money.flatMap(({ commitmentId, amount }, at): ProblemPlace[] => {
    const currency = currencies.get(commitmentId) ?? amount.currency;
    if (amount.currency === currency) return [];
    const other = `The commitment is in ${currency}, this is in ${amount.currency}.`;
    return [{ pointer: `/money/${at}/amount/currency`, detail: other }];
  });
  return [...astray, ...foreign];
}

function isSame(one: SectionContent, other: SectionContent): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

function notDrafted(status: string): Problem {
  return { code: "conflict", detail: `It is ${status}: reopen it, then write.` };
}

function bothTexts({ content: yours }: SectionCall, theirs: LoadedSection | undefined): Problem {
  const currentVersion = theirs?.version ?? 0;
  return {
    code: "version_conflict",
    detail: "Somebody else wrote this section since you read it. Put both texts together, and send it again.",
    extra: { currentVersion, current: theirs?.content ?? {}, yours },
  };
}
