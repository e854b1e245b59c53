import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { tableOfSuite } from "../../support/suite.ts";
import { aTenant } from "../../support/tenants.ts";
import { aPartnership, type Client, signedIn } from "../measurement/harbour.ts";

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

const evaluator = (organisationId = evaluatorId) =>
  siteVisitor(table, { organisationId, kind: "evaluator", roles: ["evaluator"], id: reader }, NOW);

async function agree(through: string): Promise<string> {
  const body = {
    parties: [{ organisationId: evaluatorId, principalIds: [reader] }],
    dimensionKeys: ["race-ethnicity"],
    purpose: "Evaluation of the reading strategy",
    from: "2026-01-01",
    through,
    minimumCell: 5,
  };
  const path = `/partnerships/${partnershipId}/data-use-agreements`;
  return (await owner("POST", path, { body })).body.id;
}

const REQUEST = {
  indicator: "Kindergarten readiness",
  dimensionKeys: "race-ethnicity\nsex",
  placeCodes: "09001",
  purpose: "A study",
  contactRole: "Principal investigator",
};

async function ask(visitor: ReturnType<typeof evaluator>): Promise<string> {
  await visitor.fillIn(`/release-requests/new?partnership=${partnershipId}`, REQUEST);
  const queue = await owner("GET", `/partnerships/${partnershipId}/release-requests`);
  return queue.body.items[0].id;
}

describe("an evaluator's start page", () => {
  it("teaches how one comes by data where there is none", async () => {
    const { status, html } = await evaluator().open("/");
    expect(status).toBe(200);
    expect(html).toContain("Data to evaluate with");
    expect(html).toContain("No partnership has opened figures to your organisation.");
    expect(html).toContain('href="/open"');
  });

  it("says which agreement is about to end", async () => {
    await agree("2026-06-13");
    expect((await evaluator().open("/")).html).toContain("In force; ends in 3 days");
  });
});

describe("the page of an agreement", () => {
  it("tells a party its terms, and that each read is logged", async () => {
    const { html } = await evaluator().open(`/data-use-agreements/${await agree("2027-06-13")}`);
    expect(html).toContain("Evaluation of the reading strategy");
    expect(html).toContain("breakdowns with a count from 1 to 4");
    expect(html).toContain("You are named in it.");
  });

  it("is not there for others", async () => {
    const address = `/data-use-agreements/${await agree("2027-06-13")}`;
    expect((await evaluator(newId("org")).open(address)).status).toBe(404);
  });
});

describe("a request for data", () => {
  it("is made by a form, as the API reads it, and shown to who asked", async () => {
    const visitor = evaluator();
    const id = await ask(visitor);
    const { body } = await owner("GET", `/release-requests/${id}`);
    expect(body).toMatchObject({
      indicator: { words: "Kindergarten readiness" },
      dimensionKeys: ["race-ethnicity", "sex"],
      placeCodes: ["09001"],
      status: "open",
    });
    const { html } = await visitor.open("/data-access");
    expect(html).toContain("Asked for. The partnership answers it.");
    expect(html).toContain("Waits for an answer");
  });

  it("shows why it was declined", async () => {
    const id = await ask(evaluator());
    const { etag } = await owner("GET", `/release-requests/${id}`);
    const body = { status: "declined", reason: "No figures of this kind are published" };
    await owner("PATCH", `/release-requests/${id}`, { body, ifMatch: etag });
    expect((await evaluator().open("/data-access")).html).toContain("No figures of this kind are published");
  });

  it("is taken back for a reason, by who asked alone", async () => {
    const id = await ask(evaluator());
    const address = `/release-requests/${id}/withdrawal`;
    expect((await evaluator(newId("org")).open(address)).status).toBe(404);
    expect((await evaluator().fillIn(address, { reason: "" })).status).toBe(422);
    expect((await evaluator().fillIn(address, { reason: "Found elsewhere" })).status).toBe(303);
    expect((await owner("GET", `/release-requests/${id}`)).body.status).toBe("withdrawn");
    expect((await evaluator().open(address)).status).toBe(409);
  });

  it("says at the field what is wrong with it", async () => {
    const refused = await evaluator().fillIn("/release-requests/new", { ...REQUEST, partnershipId: "Cedar" });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('aria-invalid="true"');
  });
});
