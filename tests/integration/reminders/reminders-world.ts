import { createApp } from "../../../functions/api/app.ts";
import { reminderRoutes } from "../../../functions/api/routes/reminders.ts";
import { remindAll } from "../../../functions/reminders/remind.ts";
import { addPerson } from "../../../shared/identity/add-person.ts";
import { createOrganisation } from "../../../shared/identity/create-organisation.ts";
import { NewOrganisationSchema, type OrganisationKind } from "../../../shared/identity/organisation.ts";
import type { Role } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { createCommitment } from "../../../shared/investments/index.ts";
import type { Reminder } from "../../../shared/investments/reminders/reminder.ts";
import {
  addRequirements,
  NewRequirementsSchema,
} from "../../../shared/investments/requirements/add-requirements.ts";
import { NO_FACTS } from "../../../shared/investments/rule-facts.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Mail } from "../../../shared/platform/mail.ts";
import { ok } from "../../../shared/platform/result.ts";
import { aFunder, aNewCommitment, aPrincipal, unsetSettings } from "../../support/commitments.ts";
import { NETWORK } from "../../support/network.ts";
import { NO_PAGES } from "../../support/no-pages.ts";
import { must, type World } from "../identity/world.ts";

const THEN = "2026-01-01T00:00:00.000Z";

/** An organisation in a time zone, with somebody in it for each role; who acts for it. */
export async function anOrganisation(
  world: World,
  given: { kind?: OrganisationKind; timeZone?: string; roles?: readonly Role[] } = {},
): Promise<Principal> {
  const { kind = "funder", timeZone = "UTC", roles = [] } = given;
  const id = newId("org");
  const by = { principalId: id, organisationId: id };
  const organisation = NewOrganisationSchema().parse({ name: `A ${kind}`, kind, timeZone });
  // Of one network, so that a funder may name any of them.
  const made = { organisation, by: { ...by, organisationId: NETWORK }, now: THEN, id };
  must(await createOrganisation(world, made));
  const principal = aPrincipal({ organisationId: id, organisationKind: kind });
  for (const role of roles) await somebody(world, principal, { role });
  return principal;
}

/** The address of whoever holds a role in an organisation, unless another one was given. */
export function addressOf({ organisationId }: Principal, role: Role): string {
  return `${role}@${organisationId.toLowerCase().slice(-8)}.example`;
}

/** Adds somebody to an organisation; gives their address. */
export async function somebody(
  world: World,
  of: Principal,
  given: { role: Role; email?: string },
): Promise<string> {
  const id = of.organisationId;
  const email = given.email ?? addressOf(of, given.role);
  const person = { name: `The ${given.role}`, email, roles: [given.role] };
  const by = { principalId: id, organisationId: id };
  must(await addPerson(world, { person, organisation: { id, kind: of.organisationKind }, by, now: THEN }));
  return email;
}

/** A commitment of a funder whose tranches are due on these days. */
export async function promise(
  world: World,
  funder: Principal,
  given: { dueOn?: readonly string[]; to?: Principal } = {},
): Promise<string> {
  const { organisationId } = funder;
  const dueOn = given.dueOn ?? ["2030-01-01"];
  const id = newId("cmt");
  const amount = { amount: `${100 * dueOn.length}.00`, currency: "USD" };
  const tranches = dueOn.map((day) => ({ dueOn: day, amount: { amount: "100.00", currency: "USD" } }));
  const recipient = { name: "Cedar County Promise", organisationId: given.to?.organisationId };
  must(
    await createCommitment(world, {
      id,
      input: aNewCommitment({ amount, tranches, recipient, agreedOn: "2025-12-20" }),
      funder: aFunder({ organisationId }),
      settings: unsetSettings(organisationId),
      facts: NO_FACTS,
      author: { principalId: funder.id, organisationId },
      now: THEN,
    }),
  );
  return id;
}

/** A commitment that asks an organisation (or a mere name) for a report due on a day. */
export async function owed(
  world: World,
  funder: Principal,
  given: { by?: Principal | undefined; dueOn: string },
): Promise<string> {
  const id = await promise(world, funder, given.by ? { to: given.by } : {});
  const input = NewRequirementsSchema().parse({
    kind: "narrative",
    title: "Annual report",
    schedule: { frequency: "on-days", days: [{ dueOn: given.dueOn }] },
    responsible: { organisationId: given.by?.organisationId, name: "Cedar County Promise" },
  });
  must(await addRequirements(world, { ...callOf(funder, id, THEN), input }));
  return id;
}

export function callOf(who: Principal, id: string, now: string) {
  const author = { principalId: who.id, organisationId: who.organisationId };
  return { id, principal: who, author, now };
}

/** All that an organisation was reminded of, the latest first. */
export async function remindersOf(
  world: World,
  who: Principal,
  query = "?limit=100",
): Promise<{ items: Reminder[]; next?: string }> {
  const deps = {
    ...world,
    clock: () => "2026-12-01T00:00:00.000Z",
    authenticate: async () => ok(who),
    ...NO_PAGES,
    files: { presignUpload: () => Promise.reject(new Error("Not reached.")) },
  };
  const response = await createApp(deps, reminderRoutes).request(`/v1/reminders${query}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { items: Reminder[]; next?: string };
}

/** A post office of a test: what was sent, and addresses that are refused or for which it breaks. */
export function aPostOffice() {
  const sent: Mail[] = [];
  const refusing = new Set<string>();
  const failing = new Set<string>();
  const sendMail = async (mail: Mail) => {
    if (failing.has(mail.to)) throw new Error("The network is down.");
    if (refusing.has(mail.to)) return "refused" as const;
    sent.push(mail);
    return "sent" as const;
  };
  return { sent, refusing, failing, sendMail };
}
export type PostOffice = ReturnType<typeof aPostOffice>;

/** The daily run of a day, at six in the morning of UTC unless another time is given. */
export function run(world: World, day: string, post?: PostOffice, time = "06:00:00") {
  const deps = { table: world.table, origin: "https://grants.example", sendMail: post?.sendMail };
  return remindAll(deps, `${day}T${time}Z`);
}
