import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { tableOfSuite } from "../../support/suite.ts";
import { aTenant } from "../../support/tenants.ts";
import { anIndicator, aPartnership, type Client, signedIn } from "../measurement/harbour.ts";

const table = tableOfSuite();
const NOW = "2026-06-10T12:00:00.000Z";
const clock = () => NOW;
let ownerId: string;
let evaluatorId: string;
let reader: string;
let owner: Client;
let partnershipId: string;

beforeEach(async () => {
  [ownerId, evaluatorId] = [await aTenant(table, "partnership"), await aTenant(table, "evaluator")];
  reader = newId("per");
  owner = signedIn(table, ownerId, { clock });
  partnershipId = await aPartnership(table, ownerId);
});

const keeper = (rest: Partial<Parameters<typeof siteVisitor>[1]> = {}) =>
  siteVisitor(table, { organisationId: ownerId, kind: "partnership", ...rest }, NOW);
const evaluator = () =>
  siteVisitor(
    table,
    { organisationId: evaluatorId, kind: "evaluator", roles: ["evaluator"], id: reader },
    NOW,
  );
const listPath = () => `/partnerships/${partnershipId}/data-requests`;
const newPath = () => `/partnerships/${partnershipId}/data-use-agreements/new`;

async function ask(): Promise<string> {
  await evaluator().fillIn(`/release-requests/new?partnership=${partnershipId}`, {
    indicator: "Kindergarten readiness",
    dimensionKeys: "race-ethnicity",
    placeCodes: "09001",
    purpose: "A study of early reading",
    contactRole: "Principal investigator",
  });
  return (await owner("GET", `/partnerships/${partnershipId}/release-requests`)).body.items[0].id;
}

const agreements = async () =>
  (await owner("GET", `/partnerships/${partnershipId}/data-use-agreements`)).body.items;

describe("requests for data, as their partnership reads them", () => {
  it("teach what they are where there is none", async () => {
    const { status, html } = await keeper().open(listPath());
    expect(status).toBe(200);
    expect(html).toContain("Nobody waits for an answer.");
    expect(html).toContain("Nothing is opened to anybody.");
    const releases = await keeper().open(`/partnerships/${partnershipId}/releases`);
    expect(releases.html).toContain(`href="${listPath()}"`);
  });

  it("say who asks, for what and why, to their partnership alone", async () => {
    const id = await ask();
    const { html } = await keeper().open(listPath());
    for (const text of ["Kindergarten readiness", "A study of early reading", "Principal investigator"])
      expect(html).toContain(text);
    expect(html).toContain(evaluatorId);
    const other = keeper({ organisationId: newId("org") });
    for (const path of [
      listPath(),
      newPath(),
      `/release-requests/${id}/answer`,
      `/release-requests/${id}/refusal`,
    ])
      expect((await other.open(path)).status, path).toBe(404);
  });

  it("offer nothing to those who may read alone", async () => {
    const id = await ask();
    const viewer = keeper({ roles: ["viewer"] });
    const { html } = await viewer.open(listPath());
    expect(html).toContain("Read only for you.");
    expect(html).not.toContain(`/release-requests/${id}/refusal`);
    expect((await viewer.open(`/release-requests/${id}/refusal`)).status).toBe(403);
    expect((await viewer.open(newPath())).status).toBe(403);
  });

  it("are declined for a reason, once, and who asked reads it", async () => {
    const address = `/release-requests/${await ask()}/refusal`;
    expect((await keeper().fillIn(address, { reason: "" })).status).toBe(422);
    const reason = "The groups are too small";
    expect((await keeper().fillIn(address, { reason })).location).toBe(listPath());
    expect((await keeper().open(`${listPath()}?status=declined`)).html).toContain(reason);
    expect((await keeper().open(listPath())).html).not.toContain("Kindergarten readiness");
    expect((await evaluator().open("/data-access")).html).toContain(reason);
    expect((await keeper().open(address)).status).toBe(409);
  });

  it("are not answered where nothing is published, which is said", async () => {
    const { status, html } = await keeper().open(`/release-requests/${await ask()}/answer`);
    expect(status).toBe(409);
    expect(html).toContain("No release of yours is published.");
  });
});

describe("figures opened to an evaluator", () => {
  it("begin from the request, and are open to who asked until the last day", async () => {
    const indicator = await anIndicator(owner, partnershipId, { name: "Ready for kindergarten" });
    const address = `${newPath()}?request=${await ask()}`;
    const filled = { [`indicators.${indicator}`]: "yes", through: "2026-06-30" };
    const made = await keeper().fillIn(address, filled);
    expect([made.status, made.location]).toEqual([303, listPath()]);
    expect(await agreements()).toMatchObject([
      {
        parties: [{ organisationId: evaluatorId, principalIds: [reader] }],
        indicatorIds: [indicator],
        dimensionKeys: ["race-ethnicity"],
        placeCodes: ["09001"],
        purpose: "A study of early reading",
        from: "2026-06-10",
        through: "2026-06-30",
        minimumCell: 10,
      },
    ]);
    expect((await evaluator().open("/data-access")).html).toContain("In force; ends in 20 days");
  });

  it("are never all of them where nothing was ticked, whatever was asked for in words", async () => {
    await anIndicator(owner, partnershipId, { name: "Ready for kindergarten" });
    const address = `${newPath()}?request=${await ask()}`;
    const sent = await keeper().fillIn(address, { through: "2026-06-30" });
    expect(sent.status).toBe(422);
    expect(sent.html).toMatch(/id="f-everything-error"[^>]*>Tick the indicators that it opens/);
    expect(await agreements()).toEqual([]);
    expect((await keeper().fillIn(address, { through: "2026-06-30", everything: "yes" })).status).toBe(303);
    expect((await agreements())[0]).not.toHaveProperty("indicatorIds");
  });

  it("say at the field what is wrong, and open nothing", async () => {
    const who = { organisation: evaluatorId, people: reader, everything: "yes" };
    const whole = { ...who, purpose: "A study", through: "2026-06-30" };
    const early = await keeper().fillIn(newPath(), { ...whole, through: "2026-01-31" });
    expect(early.status).toBe(422);
    expect(early.html).toMatch(/id="f-through-error"[^>]*>The last day lies before the first/);
    const nobody = await keeper().fillIn(newPath(), { ...whole, people: "the team" });
    expect(nobody.html).toMatch(/id="f-people-error"[^>]*>Name a person or an API key/);
    expect(await agreements()).toEqual([]);
  });

  it("are closed for a reason, by their partnership alone", async () => {
    await keeper().fillIn(newPath(), {
      organisation: evaluatorId,
      people: reader,
      everything: "yes",
      purpose: "A study",
      through: "2026-06-30",
    });
    const [{ id }] = await agreements();
    const address = `/data-use-agreements/${id}/end`;
    const dataLead = siteVisitor(
      table,
      { organisationId: evaluatorId, kind: "evaluator", roles: ["data-lead"] },
      NOW,
    );
    expect((await dataLead.open(address)).status).toBe(409);
    expect((await keeper({ organisationId: newId("org") }).open(address)).status).toBe(404);
    expect((await keeper().fillIn(address, { reason: "" })).status).toBe(422);
    expect((await keeper().fillIn(address, { reason: "The study is over" })).location).toBe(listPath());
    expect(await agreements()).toMatchObject([{ standing: "ended" }]);
    expect((await keeper().open(address)).status).toBe(409);
    const { html } = await keeper().open(`/data-use-agreements/${id}`);
    expect(html).toContain(`${evaluatorId}: ${reader}`);
    expect(html).not.toContain(`href="${address}"`);
    expect(html).toContain(`href="${listPath()}"`);
  });
});
