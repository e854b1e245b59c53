import { describe, expect, it } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { aPrefix, makeClient, makeTables } from "../../support/engine.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { engineOfSuite, worldOfSuite } from "../../support/suite.ts";

const engine = engineOfSuite();
const world = worldOfSuite(async () => {
  const client = makeClient(engine.endpoint);
  return {
    table: { client, name: (await makeTables(client, aPrefix())).records },
    stop: () => client.destroy(),
  };
});
const somebody = () => siteVisitor(world.table, { organisationId: newId("org"), id: newId("per") });

const ADDRESS = "/commitments?status=active&t1=2d%7Ecedar";
const SAVE = `/views/new?at=${encodeURIComponent(ADDRESS)}`;
const navigationIn = (html: string) => /<details class="views">.*?<\/details>/s.exec(html)?.[0] ?? "";

describe("a page saved as a view", () => {
  it("leads back to it with its filters, from the navigation of every page and from the list", async () => {
    const visitor = somebody();
    const empty = await visitor.open("/views");
    expect(empty.html).toContain("You keep none yet");
    const before = navigationIn((await visitor.open("/commitments?status=active")).html);
    expect(before).toContain(`href="/views/new?at=${encodeURIComponent("/commitments?status=active")}"`);

    const saved = await visitor.fillIn(SAVE, { name: "Active in Cedar" });
    expect(saved).toMatchObject({ status: 303, location: ADDRESS });
    const link = `<a href="${ADDRESS.replace("&", "&amp;")}">Active in Cedar</a>`;
    const back = await visitor.open(ADDRESS);
    expect(back.html).toContain("The view is saved.");
    for (const path of [ADDRESS, "/reports", "/views"])
      expect(navigationIn((await visitor.open(path)).html), path).toContain(link);
    expect((await visitor.open("/views?csv=1")).html).toContain(ADDRESS);
  });

  it("is renamed and removed by its forms, and nobody else finds it", async () => {
    const [visitor, other] = [somebody(), somebody()];
    await visitor.fillIn(SAVE, { name: "Mine alone" });
    const [, address = ""] =
      /href="(\/views\/viw_[^/"]+)\/name"/.exec((await visitor.open("/views")).html) ?? [];
    for (const form of ["name", "removal"]) expect((await other.open(`${address}/${form}`)).status).toBe(404);
    expect((await other.open("/views")).html).not.toContain("Mine alone");
    const renamed = await visitor.fillIn(`${address}/name`, { name: "For the board" });
    expect(renamed).toMatchObject({ status: 303, location: "/views" });
    expect((await visitor.open("/views")).html).toContain("For the board");
    const removed = await visitor.fillIn(`${address}/removal`, {});
    expect(removed).toMatchObject({ status: 303, location: "/views" });
    expect((await visitor.open("/views")).html).toContain("You keep none yet");
  });

  it("is saved once however often its form is sent, and refused without a name", async () => {
    const visitor = somebody();
    const first = await visitor.fillIn(SAVE, { name: "Once" });
    expect(await visitor.send(SAVE, first.sent)).toMatchObject({ status: 303, location: ADDRESS });
    expect((await visitor.open("/views")).html.match(/\/removal"/g)).toHaveLength(1);
    expect((await visitor.fillIn(SAVE, { name: "" })).status).toBe(422);
  });

  it.each(["", "https://elsewhere.example/", "//elsewhere.example", "/v1/me"])(
    "is no page of another site: %j",
    async (at) => {
      const path = `/views/new?at=${encodeURIComponent(at)}`;
      const shown = await somebody().open(path);
      expect(shown.status).toBe(400);
      expect(shown.html).toContain("no page of this site");
    },
  );
});
