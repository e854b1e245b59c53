import { listAttached } from "../../../shared/investments/attachments/attached.ts";
import { DOCUMENTS } from "../../../shared/investments/attachments/document.ts";
import { listIndicators } from "../../../shared/measurement/read-indicator.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import { showSection } from "../../../shared/reporting/submissions/read-submissions.ts";
import type { SubmissionView } from "../../../shared/reporting/submissions/submission-view.ts";
import { findOwn } from "../../../shared/reporting/submissions/write-submission.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Visit } from "../signed-in.ts";
import { answerName } from "../views/submission-words.ts";
import { REASON } from "./own-commitment.ts";
import { type OpenedSubmission, ownSubmission } from "./own-submission.ts";
import { type Asker, sectionParts, toContent } from "./section-parts.ts";

/** Indicators and documents that the form offers, of each commitment. */
const MOST_OFFERED = 100;

/** Writes one section of a draft, whole. Others write other sections meanwhile; who collides sees both texts. */
export const writeSectionForm: MakeForm = async (visit, deps) => {
  const { principal, c } = visit;
  const key = c.req.param("sectionKey") ?? "";
  const submissionId = c.req.param("submissionId") ?? "";
  const [opened, read, own] = await Promise.all([
    ownSubmission(visit, deps),
    showSection(deps.table, { submissionId, key, principal }),
    findOwn(deps.table, { submissionId, organisationId: principal.organisationId }),
  ]);
  if (!opened.ok) return opened;
  if (!read.ok) return read;
  if (!own.ok) return own;
  const { submission, address } = opened.value;
  const section = sectionOf(submission, key);
  if (submission.status !== "draft")
    return fail({ code: "conflict", detail: "It is no draft: take it back to be drafted, then write." });
  const currencies = new Map(own.value.submission.answers.map((each) => [each.commitmentId, each.currency]));
  const askers = askersOf(submission, key, currencies);
  const offers = await readOffers(visit, deps, { submission, askers, kinds: section?.kinds ?? [] });
  const { content } = read.value;
  return ok({
    title: section?.titles.join(" / ") ?? key,
    eyebrow: `Asked for by ${askers.map(({ name }) => name).join("; ")}.`,
    parts: sectionParts({ content, askers, offers, kinds: section?.kinds ?? ["text"] }),
    shape: toContent(content),
    submit: "Save this section",
    call: { method: "PUT", path: `${address}/sections/${key}` },
    version: read.value.version,
    back: { address, text: submission.title },
    done: () => ({ address, notice: "section-written" }),
  });
};

/** Erases what is written in a section, for a reason: frozen versions too. */
export const eraseSectionForm: MakeForm = async (visit, deps) => {
  const opened = await ownSubmission(visit, deps);
  if (!opened.ok) return opened;
  const { submission, address } = opened.value;
  const key = visit.c.req.param("sectionKey") ?? "";
  const section = sectionOf(submission, key);
  if (!section) return fail({ code: "not_found", detail: "There is no such section." });
  return ok({
    title: `Erase “${section.titles.join(" / ")}”`,
    lead: "Its words go for good, those that were handed in too. What was handed in keeps their digests, so that it can still be checked.",
    parts: [REASON],
    submit: "Erase it",
    isGrave: true,
    call: { method: "POST", path: `${address}/sections/${key}/erasure` },
    back: { address, text: submission.title },
    done: () => ({ address, notice: "section-erased" }),
  });
};

function sectionOf(submission: SubmissionView, key: string) {
  return submission.sections.find((section) => section.key === key);
}

/** The commitments whose reports ask for a section, each once, with whom they are of. */
function askersOf(submission: SubmissionView, key: string, currencies: ReadonlyMap<string, string>): Asker[] {
  const asking = new Set(sectionOf(submission, key)?.askedBy.map(({ commitmentId }) => commitmentId));
  const answers = submission.answers.filter(({ commitmentId }) => asking.has(commitmentId));
  return [...Map.groupBy(answers, ({ commitmentId }) => commitmentId)].flatMap(([commitmentId, [first]]) =>
    first ? [{ commitmentId, name: answerName(first), currency: currencies.get(commitmentId) ?? "USD" }] : [],
  );
}

type Offering = {
  readonly submission: OpenedSubmission["submission"];
  readonly askers: readonly Asker[];
  readonly kinds: SubmissionView["sections"][number]["kinds"];
};

/** What can be named in a section of such kinds: the partnership's indicators, each commitment's documents and currency. One round. */
async function readOffers({ principal }: Visit, deps: WebDeps, { submission, askers, kinds }: Offering) {
  const { organisationId } = principal;
  const page = { limit: MOST_OFFERED };
  const { partnershipId } = submission;
  const [indicators, documents] = await Promise.all([
    kinds.includes("figures") ? listIndicators(deps, { partnershipId, organisationId, page }) : undefined,
    Promise.all(
      askers.map(async ({ commitmentId }) => {
        if (!kinds.includes("file")) return [];
        const listed = await listAttached(deps, DOCUMENTS, { id: commitmentId, principal, page });
        const kept = listed.ok ? listed.value.items.filter(({ status }) => status === "kept") : [];
        return kept.map(({ id, title }) => ({ commitmentId, documentId: id, title }));
      }),
    ),
  ]);
  return {
    indicators: indicators?.ok ? indicators.value.items.map(({ id, name }) => ({ id, name })) : [],
    documents: documents.flat(),
  };
}
