import { describe, expect, it } from "vitest";
import {
  checkTakingAway,
  checkVisibility,
  personalPart,
} from "../../../../shared/investments/attachments/attached.ts";
import {
  DOCUMENTS,
  type Document,
  DocumentSchema,
  documentPart,
  LARGEST_DOCUMENT,
  NewDocumentSchema,
} from "../../../../shared/investments/attachments/document.ts";
import { decideConfirmation } from "../../../../shared/investments/attachments/settle-document.ts";
import { recordable } from "../../../../shared/platform/aggregate.ts";
import { aCommitment, anAuthor, aPrincipal, FUNDER, NOW } from "../../../support/commitments.ts";

const OWNER = "org_01JD0000000000000000000002";
const SHA256 = "a".repeat(64);
const LATER = "2026-03-02T09:00:00.000Z";

const AGREEMENT = {
  kind: "signed-agreement",
  title: "Agreement, signed by both",
  fileName: "agreement.pdf",
  contentType: "application/pdf",
  size: 1200,
  sha256: SHA256,
  visibility: "parties",
};

function aDocument(overrides: Record<string, unknown> = {}): Document {
  return DocumentSchema().parse({
    ...AGREEMENT,
    id: "doc_01JD0000000000000000000001",
    status: "awaiting-upload",
    by: anAuthor(),
    addedAt: NOW,
    ...overrides,
  });
}

const funder = aPrincipal();
const owner = aPrincipal({ organisationId: OWNER, organisationKind: "partnership" });
const stranger = aPrincipal({ organisationId: "org_01JD0000000000000000000009" });

describe("a document that is announced", () => {
  it.each([
    ["a page that could run something", { contentType: "text/html" }],
    ["a picture that could run something", { contentType: "image/svg+xml" }],
    ["an empty file", { size: 0 }],
    ["a file that is too large", { size: LARGEST_DOCUMENT + 1 }],
    ["a file name that is a path", { fileName: "../agreement.pdf" }],
    ["a file name with a line break", { fileName: "agreement\n.pdf" }],
    ["a checksum in another writing", { sha256: SHA256.toUpperCase() }],
    ["no word on who may see it", { visibility: undefined }],
  ])("is not taken as %s", (_what, fault) => {
    expect(NewDocumentSchema().safeParse({ ...AGREEMENT, ...fault }).success).toBe(false);
  });

  it("may be as large as the largest", () => {
    expect(NewDocumentSchema().safeParse({ ...AGREEMENT, size: LARGEST_DOCUMENT }).success).toBe(true);
  });
});

describe("the confirmation of a file", () => {
  const held = { size: 1200, sha256: SHA256 };

  it("keeps the document that the bucket holds as it was announced", () => {
    expect(decideConfirmation(aDocument(), held, LATER)).toEqual({
      ok: true,
      value: aDocument({ status: "kept", keptAt: LATER }),
    });
  });

  it.each([
    ["was not put", undefined, "Its file was not put yet. Put it to the upload address first."],
    ["has another length", { ...held, size: 1199 }, "it is not the one that was announced"],
    ["has other bytes", { ...held, sha256: "b".repeat(64) }, "it is not the one that was announced"],
    ["has no checksum", { ...held, sha256: "" }, "it is not the one that was announced"],
  ])("is refused where the file %s", (_what, found, why) => {
    const refused = decideConfirmation(aDocument(), found, LATER);
    expect(refused).toMatchObject({ problem: { code: "conflict", detail: expect.stringContaining(why) } });
  });

  it("is refused where the document was withdrawn meanwhile", () => {
    const withdrawn = aDocument({
      status: "withdrawn",
      withdrawn: { at: NOW, by: anAuthor(), reason: "Wrong" },
    });
    expect(decideConfirmation(withdrawn, held, LATER)).toMatchObject({ problem: { code: "conflict" } });
  });
});

describe("who sees a document", async () => {
  const { commitment } = await aCommitment({ partnershipId: "prt_01JD0000000000000000000001" });
  const kept = { status: "kept", keptAt: LATER } as const;
  const seenBy = (document: Document) =>
    [funder, owner, stranger].map((who) => DOCUMENTS.isSeen(commitment, document, who));

  it("is decided document by document", () => {
    expect(commitment.partnershipOwnerId).toBe(OWNER);
    expect(seenBy(aDocument({ ...kept, visibility: "parties" }))).toEqual([true, true, false]);
    expect(seenBy(aDocument({ ...kept, visibility: "funder" }))).toEqual([true, false, false]);
  });

  it("is only who announced it until its file is there, even if it never comes", () => {
    expect(seenBy(aDocument({ by: anAuthor(OWNER) }))).toEqual([false, true, false]);
    expect(seenBy(aDocument({ by: anAuthor(OWNER), status: "withdrawn" }))).toEqual([false, true, false]);
  });

  it("lets a partnership put there only what it will see itself", () => {
    expect(checkVisibility(commitment, "funder", owner)).toMatchObject({
      problem: { code: "validation_failed", errors: [{ pointer: "/visibility" }] },
    });
    expect(checkVisibility(commitment, "parties", owner).ok).toBe(true);
    expect(checkVisibility(commitment, "funder", funder).ok).toBe(true);
  });

  it("lets it be taken away by who put it there, and by the funder", () => {
    const theirs = aDocument({ by: anAuthor(OWNER) });
    const funders = aDocument({ by: anAuthor(FUNDER) });
    expect(checkTakingAway(commitment, theirs, owner).ok).toBe(true);
    expect(checkTakingAway(commitment, theirs, funder).ok).toBe(true);
    expect(checkTakingAway(commitment, funders, owner)).toMatchObject({ problem: { code: "forbidden" } });
  });
});

describe("the history of what lies beside a commitment", () => {
  it("holds a digest and no word of it", () => {
    const recorded = recordable(documentPart(aDocument()));
    expect(Object.keys(recorded)).toEqual(["digest"]);
    expect(recorded.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is salted anew each time, so that a guess cannot be tested against it", () => {
    const part = () =>
      personalPart({ sk: "X#NOTE#1", type: "note", attributes: { text: "Called the school" } });
    expect(recordable(part())).not.toEqual(recordable(part()));
  });
});
