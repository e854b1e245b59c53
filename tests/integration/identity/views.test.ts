import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deactivatePerson } from "../../../shared/identity/deactivate-person.ts";
import { invitePerson } from "../../../shared/identity/invite-person.ts";
import {
  listViews,
  readView,
  removeView,
  renameView,
  saveView,
} from "../../../shared/identity/keep-views.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { MOST_VIEWS, NewViewSchema } from "../../../shared/identity/view.ts";
import { findIdempotencyRecord, IdempotencyKeyTaken } from "../../../shared/platform/idempotency.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { aMember, aWorld, codeOf, must, NOW, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.stop());

const ADDRESS = "/commitments?status=active&t1=2d%7Ecedar";
const save = (principal: Principal, name: string, address = ADDRESS) =>
  saveView(world, { principal, now: NOW, id: world.newId("viw"), input: { name, address } });
const namesOf = async (principal: Principal) => (await listViews(world, principal)).map(({ name }) => name);

describe("the views of a person", () => {
  it("are kept by name, renamed and removed, and a name in use leads to the newer address", async () => {
    const principal = await aMember(world);
    const first = must(await save(principal, "Zeta"));
    const second = must(await save(principal, "Alpha"));
    expect(await namesOf(principal)).toEqual(["Alpha", "Zeta"]);
    const again = must(await save(principal, "Zeta", "/reports"));
    expect(again).toMatchObject({ id: first.id, address: "/reports" });
    expect(codeOf(await renameView(world, { principal, now: NOW, id: second.id, name: "Zeta" }))).toBe(
      "validation_failed",
    );
    must(await renameView(world, { principal, now: NOW, id: second.id, name: "For the board" }));
    expect(must(await readView(world, { principal, id: second.id }))).toMatchObject({
      name: "For the board",
      address: ADDRESS,
    });
    must(await removeView(world, { principal, now: NOW, id: first.id }));
    expect(codeOf(await removeView(world, { principal, now: NOW, id: first.id }))).toBe("not_found");
    expect(await namesOf(principal)).toEqual(["For the board"]);
  });

  it("are nobody else's, nor those of the same person elsewhere, nor a key's", async () => {
    const [owner, other] = [await aMember(world), await aMember(world)];
    const { id } = must(await save(owner, "Mine"));
    const elsewhere = { ...owner, organisationId: other.organisationId };
    const key: Principal = { ...owner, kind: "key" };
    for (const principal of [other, elsewhere, key]) {
      expect(await listViews(world, principal)).toEqual([]);
      expect(codeOf(await readView(world, { principal, id }))).toBe("not_found");
    }
    expect(codeOf(await removeView(world, { principal: elsewhere, now: NOW, id }))).toBe("not_found");
    expect(codeOf(await save(key, "Mine"))).toBe("forbidden");
    expect(await namesOf(owner)).toEqual(["Mine"]);
  });

  it("are all there when several are saved at once, and one where one is saved twice at once", async () => {
    const principal = await aMember(world);
    await Promise.all(["a", "b", "c"].map((name) => save(principal, name)));
    const twice = await Promise.all([save(principal, "d"), save(principal, "d")]);
    expect(new Set(twice.map((view) => must(view).id)).size).toBe(1);
    expect(await namesOf(principal)).toEqual(["a", "b", "c", "d"]);
  });

  it("are saved once for one key", async () => {
    const principal = await aMember(world);
    const { organisationId } = principal;
    const keyed = (name: string) =>
      saveView(world, {
        principal,
        now: NOW,
        id: world.newId("viw"),
        input: { name, address: ADDRESS },
        idempotency: (id) => ({
          organisationId,
          key: "one-key-of-a-form",
          requestHash: "hash",
          status: 201,
          location: `/v1/me/views/${id}`,
        }),
      });
    const { id } = must(await keyed("Once"));
    await expect(keyed("Twice")).rejects.toThrow(IdempotencyKeyTaken);
    const record = await findIdempotencyRecord(world.table, {
      organisationId,
      key: "one-key-of-a-form",
      now: NOW,
    });
    expect(record?.location).toBe(`/v1/me/views/${id}`);
    expect(await namesOf(principal)).toEqual(["Once"]);
  });

  it("are at most a hundred", async () => {
    const principal = await aMember(world);
    for (let count = 1; count <= MOST_VIEWS; count++) must(await save(principal, `View ${count}`));
    expect(codeOf(await save(principal, "One too many"))).toBe("too_many_items");
    expect(codeOf(await save(principal, "View 7", "/reports"))).toBe("accepted");
  });

  it("go with the membership", async () => {
    const administrator = await aMember(world);
    const person = { name: "Linus Weir", email: "linus@views.example", roles: ["viewer" as const] };
    const { id } = must(await invitePerson(world, { principal: administrator, person, now: NOW }));
    const own: Principal = { ...administrator, id, roles: ["viewer"] };
    must(await save(own, "Left behind"));
    const leaving = { principal: administrator, personId: id, reason: "Left", now: NOW };
    must(await deactivatePerson(world, { ...leaving, erase: false }));
    const items = await queryAll(world.table, { partition: `PER#${id}` });
    expect(items.filter(({ sk }) => sk.startsWith("VIEWS#"))).toEqual([]);
  });
});

describe("the address of a view", () => {
  const isTaken = (address: string) => NewViewSchema().safeParse({ name: "x", address }).success;

  it.each(["/", "/commitments?status=active&name=%C3%B1", "/partnerships/prt_1#places"])(
    "may be %s",
    (address) => expect(isTaken(address)).toBe(true),
  );

  it.each([
    "",
    "commitments",
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/a\r\nset-cookie: a=b",
    "/ñ",
    "/v1/commitments",
    `/${"a".repeat(2000)}`,
  ])("is refused where it is no page of this site: %j", (address) => expect(isTaken(address)).toBe(false));
});
