import { can } from "../../../shared/identity/permissions.ts";
import { checkTakingAway, listAttached } from "../../../shared/investments/attachments/attached.ts";
import { readContacts } from "../../../shared/investments/attachments/contacts.ts";
import { DOCUMENTS } from "../../../shared/investments/attachments/document.ts";
import { NOTES } from "../../../shared/investments/attachments/note.ts";
import { readCommitment } from "../../../shared/investments/index.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderPapers } from "../views/papers.tsx";

const A_PAGE = 50;

/** What lies beside a commitment: documents, the people to turn to (for its funder alone), and notes. Two rounds. */
export async function papersPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const id = c.req.param("commitmentId") ?? "";
  const loaded = await readCommitment(deps.table, id, principal);
  if (!loaded.ok) return loaded;
  const page = (name: string) => ({ limit: A_PAGE, cursor: c.req.query(name) });
  const asked = (name: string) => ({ id, principal, loaded, page: page(name) });
  const [documents, notes, contacts] = await Promise.all([
    listAttached(deps, DOCUMENTS, asked("documents")),
    listAttached(deps, NOTES, asked("notes")),
    can(principal, "person:read") ? readContacts(deps.table, { id, principal }) : undefined,
  ]);
  if (!documents.ok) return documents;
  if (!notes.ok) return notes;
  const { commitment } = loaded.value.state;
  const isFunder = commitment.funder.organisationId === principal.organisationId;
  const mayWrite = can(principal, "document:write");
  return ok(
    renderPapers(
      {
        id,
        title: commitment.title,
        documents: {
          ...documents.value,
          items: documents.value.items.map((document) => ({
            document,
            mayWithdraw: mayWrite && checkTakingAway(commitment, document, principal).ok,
          })),
        },
        notes: notes.value,
        contacts: contacts?.ok ? contacts.value.contacts : undefined,
        mayAdd: mayWrite,
        mayNote: isFunder && mayWrite,
      },
      frame,
    ),
  );
}
