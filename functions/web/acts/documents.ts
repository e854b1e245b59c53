import { createHash } from "node:crypto";
import { checkTakingAway, readAttached } from "../../../shared/investments/attachments/attached.ts";
import { DOCUMENTS, type NewDocument } from "../../../shared/investments/attachments/document.ts";
import { readCommitment } from "../../../shared/investments/index.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Answered } from "../forms/call-api.ts";
import type { Field, Input } from "../forms/form.ts";
import { KINDS_OF_DOCUMENT } from "../views/document-words.ts";

const OPEN_DOCUMENT = "application/vnd.oasis.opendocument";
const OFFICE_DOCUMENT = "application/vnd.openxmlformats-officedocument";

/** What a file is by the ending of its name: a browser says a type too, and each another one. */
const TYPES: ReadonlyMap<string, NewDocument["contentType"]> = new Map([
  ["pdf", "application/pdf"],
  ["docx", `${OFFICE_DOCUMENT}.wordprocessingml.document`],
  ["xlsx", `${OFFICE_DOCUMENT}.spreadsheetml.sheet`],
  ["odt", `${OPEN_DOCUMENT}.text`],
  ["ods", `${OPEN_DOCUMENT}.spreadsheet`],
  ["txt", "text/plain"],
  ["csv", "text/csv"],
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
]);

const WHO_SEES: Field = {
  kind: "choice",
  name: "visibility",
  label: "Who sees it",
  options: [
    { value: "funder", text: "Your organisation alone" },
    { value: "parties", text: "Also who keeps the partnership" },
  ],
  value: "funder",
  isRequired: true,
};

/** Keeps a document beside a commitment, by whoever may read it; who is not its funder keeps what both sides see. */
export const addDocumentForm: MakeForm = async ({ principal, c }, deps) => {
  const id = c.req.param("commitmentId") ?? "";
  const loaded = await readCommitment(deps.table, id, principal);
  if (!loaded.ok) return loaded;
  const { funder } = loaded.value.state.commitment;
  const isFunder = funder.organisationId === principal.organisationId;
  return ok({
    title: "Add a document",
    lead: isFunder
      ? "The file is kept as it is. It can be withdrawn later: then it is removed, and that there was one stays."
      : "The funder and your organisation see it. It can be withdrawn later: then the file is removed, and that there was one stays.",
    parts: [...WHAT_IT_IS, ...(isFunder ? [WHO_SEES] : [])],
    ...(isFunder ? {} : { fixed: { visibility: "parties" } }),
    prepare: async (body, input) => announced(body as object, input),
    uploading: {
      field: "file",
      again: (answer) => `${ofDocument(answer)}/upload`,
      next: (answer) => `${ofDocument(answer)}/confirmation`,
    },
    submit: "Keep the document",
    call: { method: "POST", path: `/commitments/${id}/documents` },
    ...toPapers(id, "document-kept"),
  });
};

const WHAT_IT_IS: readonly Field[] = [
  {
    kind: "file",
    name: "file",
    pointer: "/fileName",
    label: "The file",
    hint: "PDF, Word or Excel (.docx, .xlsx), OpenDocument, text, CSV, PNG or JPEG, at most 4 MB. A larger one, up to 50 MB, is sent by the API.",
    accept: [...TYPES.keys()].map((ending) => `.${ending}`),
    isRequired: true,
  },
  {
    kind: "text",
    name: "title",
    label: "Title",
    hint: "What people look for, like “Agreement, signed by both sides”.",
    most: 200,
    isRequired: true,
  },
  {
    kind: "choice",
    name: "kind",
    label: "What it is",
    options: Object.entries(KINDS_OF_DOCUMENT).map(([value, text]) => ({ value, text })),
    blank: "choose one",
    isRequired: true,
  },
];

/** Withdraws a document for a reason, by who put it there, or by the funder. */
export const withdrawDocumentForm: MakeForm = async ({ principal, c }, deps) => {
  const id = c.req.param("commitmentId") ?? "";
  const documentId = c.req.param("documentId") ?? "";
  const [loaded, read] = await Promise.all([
    readCommitment(deps.table, id, principal),
    readAttached(deps.table, DOCUMENTS, { id, principal, attachedId: documentId }),
  ]);
  if (!loaded.ok) return loaded;
  if (!read.ok) return read;
  const document = read.value.one;
  const may = checkTakingAway(loaded.value.state.commitment, document, principal);
  if (!may.ok) return may;
  if (document.status === "withdrawn")
    return fail({ code: "conflict", detail: "The document is withdrawn already." });
  return ok({
    title: `Withdraw “${document.title}”`,
    lead: "Its file is removed for good, for everybody. That there was one stays, with its title, who added it, and your reason.",
    parts: [
      {
        kind: "area",
        name: "reason",
        label: "Why",
        hint: "Whoever sees the document reads it, like “Replaced by the version that both sides signed”.",
        isRequired: true,
      },
    ],
    submit: "Withdraw the document",
    isGrave: true,
    call: { method: "POST", path: `/commitments/${id}/documents/${documentId}/withdrawal` },
    ...toPapers(id, "document-withdrawn"),
  });
};

function toPapers(id: string, notice: "document-kept" | "document-withdrawn") {
  const address = `/commitments/${id}/papers#documents`;
  return {
    back: { address, text: "Documents, contacts and notes" },
    done: () => ({ address, notice }),
  };
}

function ofDocument({ location }: Answered): string {
  return (location ?? "").replace(/^\/v1/, "");
}

/** The document as the operation has it announced: with the type, the length and the SHA-256 of the file that was chosen. */
function announced(body: object, input: Input): Result<unknown> {
  const file = input.file?.("file");
  if (!file) return unfit("Choose a file.");
  const contentType = TYPES.get(file.name.split(".").at(-1)?.toLowerCase() ?? "");
  if (contentType === undefined)
    return unfit(
      `“${file.name.slice(0, 60)}” is of a kind that is not kept. Save it as a PDF, and choose that.`,
    );
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  return ok({ ...body, contentType, size: file.bytes.length, sha256 });
}

function unfit(detail: string): Result<never> {
  const errors = [{ pointer: "/fileName", detail }];
  return fail({ code: "validation_failed", detail: "The file cannot be kept as it is.", errors });
}
