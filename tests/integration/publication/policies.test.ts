import { describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { engineOfSuite, worldOfSuite } from "../../support/suite.ts";
import { signedIn } from "../measurement/harbour.ts";
import { aReleaseWorld, prepare, publish, readPublished, recordYear } from "./release-world.ts";

const engine = engineOfSuite();
const world = worldOfSuite(() => aReleaseWorld(engine));

/** The rules of the product, as a policy of one's own. */
async function rules() {
  const { body } = await world.owner("GET", "/disclosure-policies/audited-cells");
  const { id: _id, version: _version, latestVersion: _latest, note: _note, ...fields } = body;
  return { ...fields, name: "Ours" };
}

describe("a disclosure policy", () => {
  test("comes with the product", async () => {
    const { body } = await world.owner("GET", "/disclosure-policies");
    expect(body).toMatchObject({
      items: [],
      builtIn: [{ id: "audited-cells", version: 1, minimumCell: 10 }],
    });
  });

  test("of an organisation grows by versions, over the one that was read", async () => {
    const made = await world.owner("POST", "/disclosure-policies", { body: await rules() });
    expect(made).toMatchObject({ status: 201, etag: '"1"', body: { version: 1, name: "Ours" } });
    const address = `/disclosure-policies/${made.body.id}`;
    const body = { ...(await rules()), minimumCell: 15, minimumWidth: 15, reason: "As the state's" };
    const next = await world.owner("POST", `${address}/versions`, { ifMatch: made.etag, body });
    expect(next.body).toMatchObject({ version: 2, minimumCell: 15, latestVersion: 2 });
    const stale = await world.owner("POST", `${address}/versions`, { ifMatch: made.etag, body });
    expect(stale.status).toBe(412);
    expect((await world.owner("GET", address)).body).toMatchObject({ version: 2, minimumCell: 15 });
    expect((await world.owner("GET", `${address}?version=1`)).body).toMatchObject({
      version: 1,
      minimumCell: 10,
    });
    expect((await world.owner("GET", `${address}?version=3`)).status).toBe(404);
    const history = await world.owner("GET", `${address}/history`);
    expect(history.body.items).toMatchObject([{ version: 1 }, { version: 2, reason: "As the state's" }]);
  });

  test("decides what a release hides, in the version that the release names", async () => {
    await recordYear(world, 2024, { asian: [12, 40], black: [60, 120], white: [160, 300] });
    const made = await world.owner("POST", "/disclosure-policies", { body: await rules() });
    const { id } = made.body;
    await world.owner("POST", `/disclosure-policies/${id}/versions`, {
      ifMatch: made.etag,
      body: { ...(await rules()), minimumCell: 15, minimumWidth: 15, reason: "As the state's" },
    });
    const first = await prepare(world, { policy: { id, version: 1 } });
    const latest = await prepare(world, { policy: { id } });
    const lossOf = async (release: string) => (await world.owner("GET", `/releases/${release}`)).body.loss;
    expect(await lossOf(first)).toMatchObject({ shown: 4, primary: 0 });
    expect(await lossOf(latest)).toMatchObject({ primary: 1 });
    await publish(world, latest);
    expect((await readPublished(world, latest))?.manifest.policy).toMatchObject({
      id,
      version: 2,
      minimumCell: 15,
    });
  });

  test("is nobody else's", async () => {
    const made = await world.owner("POST", "/disclosure-policies", { body: await rules() });
    const stranger = signedIn(world.table, newId("org"));
    const address = `/disclosure-policies/${made.body.id}`;
    expect((await stranger("GET", address)).status).toBe(404);
    expect((await stranger("GET", `${address}/history`)).status).toBe(404);
    const body = { ...(await rules()), reason: "Mine" };
    expect((await stranger("POST", `${address}/versions`, { ifMatch: '"1"', body })).status).toBe(404);
    const foreign = await world.owner("POST", "/releases", {
      body: {
        partnershipId: world.partnershipId,
        title: "Unknown policy",
        selection: { indicatorIds: [world.reading] },
        policy: { id: newId("pol") },
      },
    });
    expect(foreign.body).toMatchObject({ status: 422, errors: [{ pointer: "/policy" }] });
  });
});
