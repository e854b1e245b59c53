import type { Contact } from "../../../shared/identity/contact.ts";
import type { Document } from "../../../shared/investments/attachments/document.ts";
import type { Note } from "../../../shared/investments/attachments/note.ts";
import {
  capitalised,
  type DocumentOptions,
  formatDate,
  formatInstant,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Acts } from "./elements.tsx";

type Papers = {
  readonly id: string;
  readonly title: string;
  readonly documents: Listed<Document>;
  readonly notes: Listed<Note>;
  /** For the funder alone. */
  readonly contacts: readonly Contact[] | undefined;
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
      <Documents documents={papers.documents} />
      <More address={address} name="documents" cursor={papers.documents.next} />
      {papers.contacts && (
        <>
          <h2 id="contacts">People to turn to</h2>
          <Contacts contacts={papers.contacts} />
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

function Documents({ documents }: { documents: Listed<Document> }) {
  if (documents.items.length === 0)
    return <p>No document that you may see is kept here. They are put and fetched through the API.</p>;
  return (
    <Scroll label="Documents">
      <table>
        <caption>The latest first</caption>
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col">Kind</th>
            <th scope="col">Added</th>
            <th scope="col">Where it stands</th>
          </tr>
        </thead>
        <tbody>
          {documents.items.map((document) => (
            <tr>
              <th scope="row">
                {document.title}
                <div class="soft small">{document.fileName}</div>
              </th>
              <td>{capitalised(document.kind)}</td>
              <td>{formatDate(document.addedAt)}</td>
              <td>{capitalised(document.status)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Contacts({ contacts }: { contacts: readonly Contact[] }) {
  if (contacts.length === 0) return <p>Nobody is named yet.</p>;
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
