import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ImportResult } from "../../../shared/interchange/import-result.ts";
import type { NewAgreement } from "../../../shared/measurement/agreements/agreement.ts";
import { addAgreement } from "../../../shared/measurement/agreements/write-agreement.ts";
import { findLatestSet } from "../../../shared/measurement/observation.store.ts";
import { setKey } from "../../../shared/measurement/observation-ref.ts";
import { newId } from "../../../shared/platform/id.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aMapping } from "../../unit/interchange/observation-files.ts";
import { must } from "../identity/world.ts";
import { aMeasuredPartnership, anImportWorld, anIndicator, type ImportWorld } from "./import-world.ts";

let world: ImportWorld;
let lead: Principal;
let partnershipId: string;

beforeAll(async () => {
  world = await anImportWorld();
  ({ lead, partnershipId } = await aMeasuredPartnership(world));
});
afterAll(() => world.stop());

const FILE = "District,Group,Cohort,Graduates,Rate\nHarbour,Asian,100,80,80.0\nCove,Asian,50,40,80.0";

/** An import of two tables under an agreement of these terms. */
async function anImport(terms: Partial<NewAgreement>, job: object = {}) {
  const indicatorId = await anIndicator(world, { lead, partnershipId });
  const agreementId = newId("agr");
  const author = { principalId: lead.id, organisationId: lead.organisationId };
  const input: NewAgreement = {
    source: { name: "The state" },
    permittedUse: "Graduation by district",
    from: "2026-01-01",
    mayBePublished: false,
    contactRole: "Registrar",
    ...terms,
  };
  must(await addAgreement(world, { partnershipId, agreementId, input, author, now: world.clock() }));
  const options = { indicatorId, mapping: aMapping(), source: "State files, 2019", agreementId };
  return { indicatorId, agreementId, body: { kind: "observations-csv", ...job, options } };
}

async function latest(indicatorId: string) {
  const at = { indicatorId, period: schoolYear(2018), placeCode: "Harbour", dimensionKey: "race-ethnicity" };
  return findLatestSet(world.table, setKey(at));
}

describe("an import under a data agreement", () => {
  it("records its figures under it, once however often the file comes", async () => {
    const { indicatorId, agreementId, body } = await anImport({ sources: ["State files, 2019"] });
    const first = await world.run(lead, body, FILE);
    expect(first.progress).toMatchObject({ new: 2, rejected: 0 });
    expect(await latest(indicatorId)).toMatchObject({ agreementId, agreementIds: [agreementId] });
    expect((await world.run(lead, body, FILE)).progress).toMatchObject({ unchanged: 2, changed: 0 });
  });

  it.each([[{}], [{ strict: true }]])(
    "records nothing that the agreement does not cover (%j)",
    async (job) => {
      const { indicatorId, body } = await anImport({ through: "2026-11-22" }, job);
      const { id, progress } = await world.run(lead, body, FILE);
      expect(progress).toMatchObject({ new: 0, rejected: 2 });
      const results = await world.call<{ items: ImportResult[] }>(lead, "GET", `/imports/${id}/results`);
      const { findings } = results.body.items[0] ?? {};
      expect(findings).toMatchObject([{ rule: "not_under_agreement" }]);
      expect(await latest(indicatorId)).toBeUndefined();
    },
  );
});
