import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeOrganisation } from "../../../shared/identity/change-organisation.ts";
import { createOrganisation } from "../../../shared/identity/create-organisation.ts";
import { NewOrganisationSchema } from "../../../shared/identity/organisation.ts";
import { getOrganisation, listOrganisations } from "../../../shared/identity/read-organisations.ts";
import { registerGrantees } from "../../../shared/identity/register-grantees.ts";
import { HISTORY } from "../../../shared/platform/aggregate.ts";
import { checkHistory, historyPage } from "../../../shared/platform/read-history.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { aMember, aWorld, codeOf, must, NOW, storedText, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.stop());

const contact = { name: "Grace Mole", email: "grace@harbour.example", role: "Grants manager" };
const read = (principal: Parameters<typeof getOrganisation>[1]["principal"], organisationId: string) =>
  getOrganisation(world, { principal, organisationId });

describe("an organisation", () => {
  it("reads back as it was made", async () => {
    const operator = await aMember(world, { kind: "network", roles: ["operator"] });
    const given = { name: "Harbour Trust", kind: "funder", country: "GB", fiscalYearStartMonth: 4 } as const;
    const made = must(
      await createOrganisation(world, {
        organisation: NewOrganisationSchema().parse({
          ...given,
          timeZone: "Europe/London",
          contacts: [contact],
        }),
        by: { principalId: operator.id, organisationId: operator.organisationId },
        now: NOW,
      }),
    );
    expect(made).toEqual({
      id: made.id,
      version: 1,
      ...given,
      status: "active",
      identifiers: [],
      timeZone: "Europe/London",
      keptBy: made.id,
      recordedAt: NOW,
    });
    expect(must(await read(operator, made.id))).toEqual(made);
    const own = { ...operator, organisationId: made.id };
    expect(must(await read(own, made.id))).toEqual({ ...made, contacts: [contact] });
  });

  it("of another is not there, to read or to change", async () => {
    const [one, other] = [await aMember(world), await aMember(world)];
    const change = { name: "Ours now", reason: "Because" };
    const refused = await changeOrganisation(world, {
      principal: one,
      organisationId: other.organisationId,
      ifMatch: 1,
      change,
      now: NOW,
    });
    expect(codeOf(await read(one, other.organisationId))).toBe("not_found");
    expect(refused).toEqual(await read(one, "org_00000000000000000000000000"));
  });

  it("changes only from the version that was read", async () => {
    const principal = await aMember(world);
    const { organisationId } = principal;
    const write = (ifMatch: number, name: string) =>
      changeOrganisation(world, {
        principal,
        organisationId,
        ifMatch,
        change: { name, reason: "Renamed" },
        now: NOW,
      });
    expect(must(await write(1, "Harbour Foundation"))).toMatchObject({
      version: 2,
      name: "Harbour Foundation",
    });
    const stale = await write(1, "Another");
    expect(stale).toMatchObject({ problem: { code: "version_conflict", extra: { currentVersion: 2 } } });
    const rivals = await Promise.all([write(2, "One"), write(2, "Two"), write(2, "Three")]);
    expect(rivals.map(codeOf).sort()).toEqual(["accepted", "version_conflict", "version_conflict"]);
  });
});

describe("the contacts of an organisation", () => {
  it("can be erased, and then nothing in the table knows them, while the history still holds together", async () => {
    const principal = await aMember(world);
    const { organisationId } = principal;
    const change = (ifMatch: number, contacts: (typeof contact)[]) =>
      changeOrganisation(world, {
        principal,
        organisationId,
        ifMatch,
        change: { contacts, reason: "Asked by them" },
        now: NOW,
      });
    expect(must(await change(1, [contact])).contacts).toEqual([contact]);
    expect(await storedText(world, `ORG#${organisationId}`)).toContain("grace@harbour.example");
    expect(must(await change(2, [])).contacts).toEqual([]);
    expect(must(await read(principal, organisationId)).contacts).toEqual([]);
    const left = await storedText(world, `ORG#${organisationId}`);
    expect(left).not.toContain("grace");
    expect(left).not.toContain("Grace");
    const { changes } = await historyPage(world.table, { pk: `ORG#${organisationId}`, limit: 100 });
    const items = await queryAll(world.table, { partition: `ORG#${organisationId}`, prefix: "C#" });
    expect(changes.map((one) => one.action)).toEqual([
      "organisation.create",
      "organisation.change",
      "organisation.change",
    ]);
    expect(checkHistory(changes, items)).toEqual([]);
  });

  it("never stand in the history, only a digest that a new salt makes new", async () => {
    const principal = await aMember(world);
    const { organisationId } = principal;
    const give = { organisationId, principal, now: NOW, change: { contacts: [contact], reason: "New" } };
    must(await changeOrganisation(world, { ...give, ifMatch: 1 }));
    const history = await queryAll(world.table, { partition: `ORG#${organisationId}`, prefix: HISTORY });
    expect(JSON.stringify(history)).toContain("digest");
    expect(JSON.stringify(history)).not.toContain("grace");
  });
});

describe("an address book", () => {
  const grantee = (value: string, name = `Grantee ${value}`) => ({
    identifier: { scheme: "GB-CHC", value },
    name,
  });

  it("is listed by name, page by page, and is nobody else's", async () => {
    const [owner, other] = [await aMember(world), await aMember(world)];
    const by = { principalId: owner.id, organisationId: owner.organisationId };
    const grantees = ["c", "a", "e", "b", "d"].map((value) => grantee(value, `Name ${value}`));
    await registerGrantees(world, { ownerId: owner.organisationId, grantees, by, now: NOW });
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = must(
        await listOrganisations(world, {
          principal: owner,
          page: { limit: 2, ...(cursor ? { cursor } : {}) },
        }),
      );
      names.push(...page.items.map((one) => one.name));
      cursor = page.next;
      if (cursor !== undefined)
        expect(codeOf(await listOrganisations(world, { principal: other, page: { limit: 2, cursor } }))).toBe(
          "invalid_cursor",
        );
    } while (cursor);
    // The owner was made by itself and stands in its own list.
    expect(names).toEqual(["Harbour Trust", "Name a", "Name b", "Name c", "Name d", "Name e"]);
    const page = must(await listOrganisations(world, { principal: other, page: { limit: 100 } }));
    expect(page.items.map((one) => one.id)).toEqual([other.organisationId]);
  });

  it("can be read and changed by who keeps it only", async () => {
    const [owner, other] = [await aMember(world), await aMember(world)];
    const by = { principalId: owner.id, organisationId: owner.organisationId };
    const found = await registerGrantees(world, {
      ownerId: owner.organisationId,
      grantees: [grantee("1")],
      by,
      now: NOW,
    });
    const id = found.get("GB-CHC 1") ?? "";
    expect(must(await read(owner, id))).toMatchObject({ kind: "partner", keptBy: owner.organisationId });
    expect(codeOf(await read(other, id))).toBe("not_found");
    const change = { principal: owner, organisationId: id, ifMatch: 1, now: NOW };
    const renamed = await changeOrganisation(world, {
      ...change,
      change: { name: "Renamed", reason: "Typing error" },
    });
    expect(must(renamed)).toMatchObject({ name: "Renamed", version: 2 });
  });
});

describe("grantees of an import", () => {
  const grantees = Array.from({ length: 60 }, (_, index) => ({
    identifier: { scheme: "360G-org", value: `id#${index}` },
    name: `Grantee ${index}`,
  }));
  const register = (ownerId: string, some = grantees) =>
    registerGrantees(world, {
      ownerId,
      grantees: some,
      by: { principalId: ownerId, organisationId: ownerId },
      now: NOW,
    });

  it("are the same organisations each time", async () => {
    const { organisationId } = await aMember(world);
    const first = await register(organisationId);
    expect(first.size).toBe(60);
    expect(new Set(first.values()).size).toBe(60);
    expect(new Map(await register(organisationId))).toEqual(new Map(first));
  });

  it("are made once however many imports name them at the same time", async () => {
    const { organisationId } = await aMember(world);
    const some = [...grantees.slice(0, 10), ...grantees.slice(0, 3)];
    const answers = await Promise.all(Array.from({ length: 4 }, () => register(organisationId, some)));
    for (const answer of answers)
      expect(new Map([...answer].sort())).toEqual(new Map([...(answers[0] ?? [])].sort()));
    const principal = { ...(await aMember(world)), organisationId };
    const { items } = must(await listOrganisations(world, { principal, page: { limit: 100 } }));
    expect(items.filter((one) => one.name.startsWith("Grantee"))).toHaveLength(10);
  });

  it("of two owners are different organisations", async () => {
    const [one, other] = [await aMember(world), await aMember(world)];
    const [first, second] = [await register(one.organisationId), await register(other.organisationId)];
    const ids = new Set([...first.values(), ...second.values()]);
    expect(ids.size).toBe(120);
  });
});
