import type { Contact } from "../../../shared/identity/contact.ts";
import type { Document } from "../../../shared/investments/attachments/document.ts";
import type { Note } from "../../../shared/investments/attachments/note.ts";
import {
  type DocumentOptions,
  formatDate,
  formatInstant,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { KINDS_OF_DOCUMENT } from "./document-words.ts";
import { Acts } from "./elements.tsx";

/** A document, and whether whoever reads the page may withdraw it. */
type ShownDocument = { readonly document: Document; readonly mayWithdraw: boolean };

type Papers = {
  readonly id: string;
  readonly title: string;
  readonly documents: Listed<ShownDocument>;
  readonly notes: Listed<Note>;
  /** For the funder alone. */
  readonly contacts: readonly Contact[] | undefined;
  readonly mayAdd: boolean;
  readonly mayNote: boolean;
};

/** The page of what lies beside a commitment. */
export function renderPapers(papers: Papers, frame: Omit<DocumentOptions, "title">): Page {
  const address = `/commitments/${papers.id}`;
  return renderDocument(
    { ...frame, title: `Documents, contacts and notes: ${papers.title}` },
    <>
      <p class="eyebrow">
        <a href={address}>{papers.title}</a>
      </p>
      <h1>Documents, contacts and notes</h1>
      <h2 id="documents">Documents</h2>
      <Documents address={address} {...papers} />
      <More address={address} name="documents" cursor={papers.documents.next} />
      {papers.mayAdd && <Acts offers={[{ address: `${address}/documents/new`, text: "Add a document" }]} />}
      {papers.contacts && (
        <>
          <h2 id="contacts">People to turn to</h2>
          <Contacts contacts={papers.contacts} />
          {papers.mayAdd && (
            <Acts offers={[{ address: `${address}/contacts/edit`, text: "Say whom to turn to" }]} />
          )}
        </>
      )}
      <h2 id="notes">Notes</h2>
      {papers.notes.items.length === 0 && <p>No note that you may read is kept here.</p>}
      {papers.notes.items.map((note) => (
        <section class="indicator">
          <p class="small soft">
            {formatInstant(note.at)},{" "}
            {note.visibility === "funder" ? "for the funder alone" : "for both sides"}
          </p>
          <p>{note.text ?? <span class="hid">erased: {note.erased?.reason}</span>}</p>
        </section>
      ))}
      <More address={address} name="notes" cursor={papers.notes.next} />
      {papers.mayNote && <Acts offers={[{ address: `${address}/notes/new`, text: "Write a note" }]} />}
    </>,
  );
}

function Documents({ address, documents, mayAdd }: Papers & { address: string }) {
  if (documents.items.length === 0)
    return (
      <p>
        No document that you may see is kept here.
        {mayAdd && " Begin with the agreement that was signed, or the budget it rests on."}
      </p>
    );
  return (
    <Scroll label="Documents">
      <table>
        <caption>The latest first</caption>
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col">Where it stands</th>
            <th scope="col">Kind</th>
            <th scope="col">Added</th>
            <th scope="col">Seen by</th>
          </tr>
        </thead>
        <tbody>
          {documents.items.map((shown) => (
            <DocumentRow address={`${address}/documents/${shown.document.id}`} {...shown} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function DocumentRow({ address, document, mayWithdraw }: ShownDocument & { address: string }) {
  return (
    <tr>
      <th scope="row">
        {document.title}
        <div class="soft small">{document.fileName}</div>
      </th>
      <td>
        <Standing address={address} document={document} />
        {mayWithdraw && document.status !== "withdrawn" && (
          <div>
            <a href={`${address}/withdrawal`} aria-label={`Withdraw ${document.title}`}>
              Withdraw
            </a>
          </div>
        )}
      </td>
      <td>{KINDS_OF_DOCUMENT[document.kind]}</td>
      <td data-v={document.addedAt}>{formatDate(document.addedAt)}</td>
      <td>{document.visibility === "funder" ? "The funder alone" : "Both sides"}</td>
    </tr>
  );
}

function Standing({ address, document }: { address: string; document: Document }) {
  const { status, withdrawn, size, title } = document;
  const download = `Download, ${sizeInWords(size)}`;
  if (status === "kept")
    return (
      <a href={`${address}/file`} aria-label={`${download}: ${title}`}>
        {download}
      </a>
    );
  if (status === "awaiting-upload") return <>Its file did not come. Withdraw it, and add it again.</>;
  return (
    <span class="soft">Withdrawn{withdrawn && ` on ${formatDate(withdrawn.at)}: ${withdrawn.reason}`}</span>
  );
}

/** A length in bytes as people say it, rounded up so that no file has nothing. */
function sizeInWords(bytes: number): string {
  const kilobytes = Math.ceil(bytes / 1024);
  return kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

function Contacts({ contacts }: { contacts: readonly Contact[] }) {
  if (contacts.length === 0)
    return <p>Nobody is named yet. Name who answers for the money, and who for the work.</p>;
  return (
    <ul class="cards">
      {contacts.map(({ name, role, email, phone }) => (
        <li>
          <strong>{name}</strong>
          <div class="soft small">{role}</div>
          <div>
            <a href={`mailto:${encodeURIComponent(email)}`}>{email}</a>
          </div>
          {phone && <div>{phone}</div>}
        </li>
      ))}
    </ul>
  );
}

function More({ address, name, cursor }: { address: string; name: string; cursor: string | undefined }) {
  if (cursor === undefined) return null;
  return (
    <p>
      <a href={`${address}/papers?${name}=${encodeURIComponent(cursor)}#${name}`}>More</a>
    </p>
  );
}
