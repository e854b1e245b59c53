import * as z from "zod";
import { ContactSchema } from "../../identity/contact.ts";
import type { Principal } from "../../identity/principal.ts";
import { ATTACHED, attributesOf } from "../../platform/aggregate.ts";
import { lazy } from "../../platform/lazy.ts";
import { ok, type Result } from "../../platform/result.ts";
import { getItem, type Item, type Table } from "../../platform/table.ts";
import { commitmentPk, foundOr404 } from "../commitment.store.ts";
import { readCommitment } from "../read-commitment.ts";
import { type CommitmentCall, type InvestmentDeps, workOnCommitment } from "../work-on-commitment.ts";
import { isFunder, personalPart } from "./attached.ts";

const KEY = `${ATTACHED}CONTACTS`;

/** The people to turn to about a commitment. Personal data: one part that can be erased, by putting an empty list. */
export const ContactsSchema = lazy(() =>
  z
    .strictObject({ contacts: z.array(ContactSchema()).max(20) })
    .meta({ id: "CommitmentContacts", description: "The people to turn to about a commitment." }),
);
export type Contacts = z.infer<ReturnType<typeof ContactsSchema>>;

const StoredSchema = lazy(() => z.object(ContactsSchema().shape));

/** Contacts with the version of their commitment, under which they are changed. */
export type ReadContacts = Contacts & { readonly version: number };

/**
 * The contacts of a commitment, for its funder alone; none where nobody was named. Two rounds: a Query, then a GetItem, so that what
 * is read is at least as new as the version beside it.
 */
export async function readContacts(
  table: Table,
  { id, principal }: { readonly id: string; readonly principal: Principal },
): Promise<Result<ReadContacts>> {
  const loaded = await readCommitment(table, id, principal);
  const own = loaded.ok && isFunder(loaded.value.state.commitment, principal) ? loaded.value : undefined;
  const found = foundOr404(own);
  if (!found.ok) return found;
  const item = await getItem(table, { pk: commitmentPk(id), sk: KEY });
  return ok({ ...contactsOf(item), version: found.value.head.version });
}

/** Puts the contacts of a commitment as they shall be; who is left out is erased. */
export async function putContacts(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly input: Contacts },
): Promise<Result<ReadContacts>> {
  const { input } = call;
  const done = await workOnCommitment(deps, { ...call, partsBeside: [KEY] }, (state, { beside }) => {
    const before = beside?.get(KEY);
    const after = personalPart({ sk: KEY, type: "commitment-contacts", attributes: input });
    const attached = [before ? { before, after } : { after, isNew: true }];
    return ok({ action: "commitment.contacts", next: state, attached });
  });
  return done.ok ? ok({ ...input, version: done.value.head.version }) : done;
}

function contactsOf(item: Item | undefined): Contacts {
  return item ? StoredSchema().parse(attributesOf(item)) : { contacts: [] };
}
