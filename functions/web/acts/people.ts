import { ROLES, type Role } from "../../../shared/identity/permissions.ts";
import type { Person } from "../../../shared/identity/person.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { getPerson } from "../../../shared/identity/read-people.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Group } from "../forms/form.ts";
import { ROLE_WORDS } from "../role-words.ts";
import type { Visit } from "../signed-in.ts";
import { REASON } from "./own-commitment.ts";

const PEOPLE = "/settings/people";

/** Adds a colleague, who signs in with the address that is given. */
export const invitePersonForm: MakeForm = async ({ principal }) =>
  ok({
    title: "Invite a colleague",
    lead: "Nothing is mailed to them: tell them to sign in with this address. What they may do holds from then on.",
    parts: [
      {
        kind: "text",
        name: "name",
        label: "Name",
        most: 200,
        isRequired: true,
        hint: "As colleagues read it.",
      },
      {
        kind: "text",
        name: "email",
        label: "E-mail address",
        most: 254,
        isRequired: true,
        hint: "With which they sign in, like ana@example.org. It is not changed later.",
      },
      rolesGroup(principal, []),
    ],
    shape: withRoles,
    submit: "Invite them",
    call: { method: "POST", path: "/people" },
    back: { address: PEOPLE, text: "People and roles" },
    done: ({ body }) => ({
      address: `${PEOPLE}/${(body as { readonly id: string }).id}`,
      notice: "person-added",
    }),
  });

/** Changes what somebody may do, or corrects their name; nobody's own roles. One Query. */
export const changePersonForm: MakeForm = async (visit, deps) => {
  const found = await openedPerson(visit, deps);
  if (!found.ok) return found;
  const person = found.value;
  if (visit.c.req.method !== "POST" && person.status === "ended")
    return fail({ code: "conflict", detail: "They have left. Invite them again to give them access." });
  const isSelf = person.id === visit.principal.id;
  return ok({
    title: "Change roles or name",
    ...(isSelf ? { lead: "Nobody changes their own roles: another administrator does." } : {}),
    parts: [
      {
        kind: "text",
        name: "name",
        label: "Name",
        most: 200,
        value: person.name,
        isRequired: true,
        onlyIfChanged: true,
      },
      ...(isSelf ? [] : [rolesGroup(visit.principal, person.roles)]),
      REASON,
    ],
    ...(isSelf ? {} : { shape: withRoles }),
    submit: "Save",
    call: { method: "PATCH", path: `/people/${person.id}` },
    version: person.version,
    ...ofPerson(person, "saved"),
  });
};

/** Ends somebody's access, for a reason. One Query. */
export const deactivatePersonForm: MakeForm = async (visit, deps) => {
  const found = await openedPerson(visit, deps);
  if (!found.ok) return found;
  const person = found.value;
  const isSelf = person.id === visit.principal.id;
  if (visit.c.req.method !== "POST" && isSelf)
    return fail({ code: "forbidden", detail: "Nobody ends their own access. Ask another administrator." });
  return ok({
    title: person.status === "ended" ? "Erase name and address" : "End their access",
    lead: "From their next request on they see nothing of your organisation. What they did stays in the history, under their id.",
    parts: [
      REASON,
      {
        kind: "check",
        name: "erase",
        label: "Erase their name and e-mail address as well, for good",
        hint: "The history keeps the id alone.",
      },
    ],
    submit: person.status === "ended" ? "Erase" : "End their access",
    isGrave: true,
    call: { method: "POST", path: `/people/${person.id}/deactivate` },
    ...ofPerson(person, "person-ended"),
  });
};

function openedPerson({ principal, c }: Visit, deps: WebDeps): Promise<Result<Person>> {
  return getPerson(deps, { principal, personId: c.req.param("personId") ?? "" });
}

function ofPerson({ id, name }: Person, notice: "saved" | "person-ended") {
  const address = `${PEOPLE}/${id}`;
  return {
    eyebrow: name ?? "Somebody whose name was erased",
    back: { address, text: name ?? "The person" },
    done: () => ({ address, notice }),
  };
}

/** A tick for each role that the giver may offer, with what it allows. */
export function rolesGroup(giver: Principal, held: readonly Role[]): Group {
  const isOperator = giver.organisationKind === "network" && giver.roles.includes("operator");
  const offered = ROLES.filter((role) => role !== "operator" || isOperator || held.includes(role));
  const fields = offered.map((role): Field => {
    const { name, may } = ROLE_WORDS[role];
    const value = held.includes(role) ? "yes" : undefined;
    return { kind: "check", name: `roles.${role}`, label: name, hint: `${may}.`, value };
  });
  return {
    kind: "group",
    legend: "Roles",
    hint: "At least one. Who has several may do what any of them may.",
    fields,
  };
}

/** Ticks become a list. */
export function withRoles(body: Readonly<Record<string, unknown>>): unknown {
  const ticks = (body.roles ?? {}) as Readonly<Record<string, boolean>>;
  return { ...body, roles: ROLES.filter((role) => ticks[role]) };
}
