import { can } from "../../../shared/identity/permissions.ts";
import { type ReadContacts, readContacts } from "../../../shared/investments/attachments/contacts.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Rows } from "../forms/form.ts";
import { ownCommitment } from "./own-commitment.ts";

const MOST = 20;

/** Puts the people to turn to about a commitment as they shall be, by its funder: who is left out is erased. */
export const contactsForm: MakeForm = async (visit, deps) => {
  const { principal, c } = visit;
  if (!can(principal, "person:read"))
    return fail({ code: "forbidden", detail: "Your role does not include seeing people." });
  const id = c.req.param("commitmentId") ?? "";
  const [opened, read] = await Promise.all([
    ownCommitment(visit, deps),
    readContacts(deps.table, { id, principal }),
  ]);
  if (!opened.ok) return opened;
  if (!read.ok) return read;
  const address = `/commitments/${id}/papers#contacts`;
  return ok({
    title: "People to turn to",
    lead: "All of them, as they shall be. To take somebody out, empty all that is said of them: it is erased, and the history keeps none of their words. Your organisation alone sees them.",
    parts: [people(read.value.contacts)],
    shape: (body) => ({ contacts: body.contacts ?? [] }),
    submit: "Save the people",
    call: { method: "PUT", path: `/commitments/${id}/contacts` },
    version: read.value.version,
    back: { address, text: "Documents, contacts and notes" },
    done: () => ({ address, notice: "contacts-saved" }),
  });
};

function people(contacts: ReadContacts["contacts"]): Rows {
  return {
    kind: "rows",
    name: "contacts",
    legend: "People",
    rowLegend: (index) => contacts[index]?.name ?? `Person ${index + 1}`,
    count: Math.min(contacts.length + 1, MOST),
    most: MOST,
    more: "Add a person",
    fields: (index) => {
      const known = contacts[index];
      return [
        { kind: "text", name: "name", label: "Name", most: 200, value: known?.name, isRequired: true },
        {
          kind: "text",
          name: "role",
          label: "What they do",
          hint: "Like “Finance of the grantee”.",
          most: 100,
          value: known?.role,
          isRequired: true,
        },
        { kind: "text", name: "email", label: "E-mail", most: 254, value: known?.email, isRequired: true },
        { kind: "text", name: "phone", label: "Telephone", most: 40, value: known?.phone },
      ];
    },
  };
}
