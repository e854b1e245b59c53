import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addFirstPerson, getFirstPerson } from "../../../shared/identity/add-first-person.ts";
import { changePerson } from "../../../shared/identity/change-person.ts";
import { createOrganisation } from "../../../shared/identity/create-organisation.ts";
import { deactivatePerson } from "../../../shared/identity/deactivate-person.ts";
import { invitePerson } from "../../../shared/identity/invite-person.ts";
import { NewOrganisationSchema } from "../../../shared/identity/organisation.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { getPerson, listPeople } from "../../../shared/identity/read-people.ts";
import { signIn } from "../../../shared/identity/sign-in.ts";
import { HISTORY } from "../../../shared/platform/aggregate.ts";
import { checkHistory, historyPage } from "../../../shared/platform/read-history.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { aMember, aWorld, codeOf, must, NOW, storedText, type World } from "./world.ts";

let world: World;
let count = 0;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.stop());

const anAddress = () => `person-${++count}@harbour.example`;
const invite = (principal: Principal, email: string, roles: Principal["roles"] = ["viewer"]) =>
  invitePerson(world, { principal, person: { name: "Linus Weir", email, roles: [...roles] }, now: NOW });
const enter = (email: string, subject: string, organisationId?: string) =>
  signIn(world.table, {
    claims: { issuer: "https://i.example", subject, verifiedEmail: email },
    now: NOW,
    ...(organisationId === undefined ? {} : { organisationId }),
  });
const deactivate = (principal: Principal, personId: string, erase = false) =>
  deactivatePerson(world, { principal, personId, reason: "Left", erase, now: NOW });

describe("signing in", () => {
  it("the first time goes by the verified e-mail address, and from then on by the account", async () => {
    const administrator = await aMember(world);
    const email = anAddress();
    const person = must(await invite(administrator, email, ["finance"]));
    expect(person).toMatchObject({ hasSignedIn: false, status: "active", roles: ["finance"] });
    const principal = must(await enter(email.toUpperCase(), "subject-a"));
    expect(principal).toEqual({
      kind: "person",
      id: person.id,
      organisationId: administrator.organisationId,
      organisationKind: "funder",
      roles: ["finance"],
    });
    expect(await enter("changed@elsewhere.example", "subject-a")).toEqual({ ok: true, value: principal });
    const read = await getPerson(world, { principal: administrator, personId: person.id });
    expect(must(read)).toMatchObject({ hasSignedIn: true, version: 2 });
  });

  it("with another account under a known address is refused: the address may have passed to somebody else", async () => {
    const administrator = await aMember(world);
    const email = anAddress();
    must(await invite(administrator, email));
    must(await enter(email, "subject-b"));
    expect(codeOf(await enter(email, "subject-b2"))).toBe("not_signed_in");
  });

  it("of somebody whom nobody added is refused with the same words as that", async () => {
    const administrator = await aMember(world);
    const email = anAddress();
    must(await invite(administrator, email));
    must(await enter(email, "subject-c"));
    expect(await enter("nobody@elsewhere.example", "subject-d")).toEqual(await enter(email, "subject-e"));
  });

  it("without a verified address is refused, though somebody with it was added", async () => {
    must(await invite(await aMember(world), anAddress()));
    const claims = { issuer: "https://i.example", subject: "subject-f" };
    expect(codeOf(await signIn(world.table, { claims, now: NOW }))).toBe("not_signed_in");
  });

  it("many times at once the first time makes one account of it", async () => {
    const email = anAddress();
    const person = must(await invite(await aMember(world), email));
    const principals = await Promise.all(Array.from({ length: 6 }, () => enter(email, "subject-g")));
    expect(principals.map((one) => must(one).id)).toEqual(Array(6).fill(person.id));
  });
});

describe("somebody of several organisations", () => {
  it("acts for the first, or for the one they ask for, and for no other", async () => {
    const [one, two, three] = [
      await aMember(world),
      await aMember(world, { kind: "partnership" }),
      await aMember(world),
    ];
    const email = anAddress();
    const person = must(await invite(one, email, ["viewer"]));
    const again = must(await invite(two, email, ["data-lead"]));
    expect(again).toMatchObject({ id: person.id, roles: ["data-lead"], version: 2 });
    expect(must(await enter(email, "subject-h"))).toMatchObject({ organisationId: one.organisationId });
    expect(must(await enter(email, "subject-h", two.organisationId))).toMatchObject({
      organisationKind: "partnership",
      roles: ["data-lead"],
    });
    expect(codeOf(await enter(email, "subject-h", three.organisationId))).toBe("not_signed_in");
  });

  it("keeps access to one when the other ends theirs, and cannot be erased by it", async () => {
    const [one, two] = [await aMember(world), await aMember(world)];
    const email = anAddress();
    const { id } = must(await invite(one, email));
    must(await invite(two, email));
    expect(codeOf(await deactivate(one, id, true))).toBe("conflict");
    expect(must(await deactivate(one, id)).status).toBe("ended");
    expect(must(await enter(email, "subject-i"))).toMatchObject({ organisationId: two.organisationId });
    expect(must(await invite(one, email))).toMatchObject({ id, status: "active" });
  });

  it("is named by the organisation that recorded the name first", async () => {
    const [one, two] = [await aMember(world), await aMember(world)];
    const email = anAddress();
    const { id } = must(await invite(one, email));
    must(await invite(two, email));
    const rename = (principal: Principal) =>
      changePerson(world, {
        principal,
        personId: id,
        ifMatch: 2,
        change: { name: "Linus Weir-Lock", reason: "Married" },
        now: NOW,
      });
    expect(codeOf(await rename(two))).toBe("forbidden");
    expect(must(await rename(one)).name).toBe("Linus Weir-Lock");
  });
});

describe("people of an organisation", () => {
  it("cannot be members twice", async () => {
    const administrator = await aMember(world);
    const email = anAddress();
    must(await invite(administrator, email));
    const twice = await invite(administrator, email.toUpperCase());
    expect(twice).toMatchObject({ problem: { code: "already_exists", errors: [{ pointer: "/email" }] } });
  });

  it("added at the same time under one address become one person", async () => {
    const [one, two] = [await aMember(world), await aMember(world)];
    const email = anAddress();
    const [a, b] = await Promise.all([invite(one, email), invite(two, email)]);
    expect(must(a).id).toBe(must(b).id);
  });

  it("are listed with what they are there, and are nobody else's", async () => {
    const [one, two] = [await aMember(world), await aMember(world)];
    const { id } = must(await invite(one, anAddress(), ["evaluator"]));
    const { items } = must(await listPeople(world, { principal: one, page: { limit: 50 } }));
    expect(items.map((person) => [person.name, person.roles])).toEqual([
      ["Ada Quay", ["administrator"]],
      ["Linus Weir", ["evaluator"]],
    ]);
    expect(codeOf(await getPerson(world, { principal: two, personId: id }))).toBe("not_found");
    expect(codeOf(await deactivate(two, id))).toBe("not_found");
  });

  it("do not change their own roles or end their own access", async () => {
    const administrator = await aMember(world);
    const change = { roles: ["viewer" as const], reason: "Less" };
    const own = { principal: administrator, personId: administrator.id, ifMatch: 1, change, now: NOW };
    expect(codeOf(await changePerson(world, own))).toBe("forbidden");
    expect(codeOf(await deactivate(administrator, administrator.id))).toBe("forbidden");
  });

  it("have new roles from the next request on", async () => {
    const administrator = await aMember(world);
    const email = anAddress();
    const { id } = must(await invite(administrator, email));
    must(await enter(email, "subject-j"));
    const give = { principal: administrator, personId: id, now: NOW };
    const change = { roles: ["finance" as const], reason: "Moved to finance" };
    expect(codeOf(await changePerson(world, { ...give, ifMatch: 1, change }))).toBe("version_conflict");
    must(await changePerson(world, { ...give, ifMatch: 2, change }));
    expect(must(await enter(email, "subject-j")).roles).toEqual(["finance"]);
  });
});

describe("somebody who left", () => {
  it("is refused at once, and whoever is added with that address later is a new person", async () => {
    const administrator = await aMember(world);
    const email = anAddress();
    const { id } = must(await invite(administrator, email));
    must(await enter(email, "subject-k"));
    must(await deactivate(administrator, id));
    expect(codeOf(await enter(email, "subject-k"))).toBe("not_signed_in");
    expect(codeOf(await deactivate(administrator, id))).toBe("conflict");
    const later = must(await invite(administrator, email));
    expect(later.id).not.toBe(id);
    expect(must(await enter(email, "subject-l")).id).toBe(later.id);
  });

  it("can be erased, also later, and then nothing in the table knows their name or address", async () => {
    const administrator = await aMember(world);
    const email = anAddress();
    const { id } = must(await invite(administrator, email));
    must(await deactivate(administrator, id));
    expect(await storedText(world, `PER#${id}`)).toContain(email);
    const erased = must(await deactivate(administrator, id, true));
    expect(erased).not.toHaveProperty("name");
    expect(erased).not.toHaveProperty("email");
    const left = await storedText(world, `PER#${id}`);
    expect(left).not.toContain(email);
    expect(left).not.toContain("Linus");
    const { changes } = await historyPage(world.table, { pk: `PER#${id}`, limit: 100 });
    expect(changes.map((change) => change.action)).toEqual([
      "person.add",
      "person.deactivate",
      "person.erase",
    ]);
    expect(
      checkHistory(changes, await queryAll(world.table, { partition: `PER#${id}`, prefix: "C#" })),
    ).toEqual([]);
  });

  it("was never named in the history", async () => {
    const email = anAddress();
    const { id } = must(await invite(await aMember(world), email));
    const history = JSON.stringify(await queryAll(world.table, { partition: `PER#${id}`, prefix: HISTORY }));
    expect(history).toContain("digest");
    expect(history).not.toContain(email);
    expect(history).not.toContain("Linus");
  });
});

describe("the first person of an organisation", () => {
  const organisation = NewOrganisationSchema().parse({ name: "Reed Partnership", kind: "partnership" });
  const made = async (operator: Principal) =>
    must(
      await createOrganisation(world, {
        organisation,
        by: { principalId: operator.id, organisationId: operator.organisationId },
        now: NOW,
      }),
    );
  const first = (principal: Principal, organisationId: string) =>
    addFirstPerson(world, {
      principal,
      organisationId,
      person: { name: "Rosa Fen", email: anAddress() },
      now: NOW,
    });

  it("is added by the operator who made it, once, however many try at the same time", async () => {
    const operator = await aMember(world, { kind: "network", roles: ["operator"] });
    const { id } = await made(operator);
    expect(codeOf(await getFirstPerson(world, { principal: operator, organisationId: id }))).toBe(
      "not_found",
    );
    const tries = await Promise.all([first(operator, id), first(operator, id), first(operator, id)]);
    expect(tries.map(codeOf).sort()).toEqual(["accepted", "already_exists", "already_exists"]);
    expect(codeOf(await first(operator, id))).toBe("already_exists");
    const who = must(await getFirstPerson(world, { principal: operator, organisationId: id }));
    expect(codeOf(await getPerson(world, { principal: operator, personId: who.personId }))).toBe("not_found");
    const own = { ...operator, organisationId: id };
    expect(must(await getPerson(world, { principal: own, personId: who.personId })).roles).toEqual([
      "administrator",
    ]);
  });

  it("is nobody whom the operator of another network adds", async () => {
    const [operator, other] = [
      await aMember(world, { kind: "network", roles: ["operator"] }),
      await aMember(world, { kind: "network", roles: ["operator"] }),
    ];
    const { id } = await made(operator);
    expect(codeOf(await first(other, id))).toBe("not_found");
  });
});
