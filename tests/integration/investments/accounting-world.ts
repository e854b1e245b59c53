import { decideAdvance } from "../../../shared/investments/advance-tranche.ts";
import { loadCommitment, saveCommitment } from "../../../shared/investments/commitment.store.ts";
import { createCommitment } from "../../../shared/investments/create-commitment.ts";
import { recordRates } from "../../../shared/investments/exchange-rates/record-rates.ts";
import { meetCondition } from "../../../shared/investments/meet-condition.ts";
import { payTranche } from "../../../shared/investments/pay-tranche.ts";
import { refundTranche } from "../../../shared/investments/refund-tranche.ts";
import { NO_FACTS } from "../../../shared/investments/rule-facts.ts";
import { changeFunderSettings } from "../../../shared/investments/settings/change-funder-settings.ts";
import { FunderSettingsChangeSchema } from "../../../shared/investments/settings/funder-settings.ts";
import { readFunderSettings } from "../../../shared/investments/settings/settings.store.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Result } from "../../../shared/platform/result.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { putIf } from "../../../shared/platform/transaction.ts";
import {
  aFunder,
  aNewCommitment,
  anAuthor,
  aPrincipal,
  MATCH_CONDITION,
  partnershipFacts,
  usd,
} from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine } from "../../support/engine.ts";

export const NOW = "2026-09-30T12:00:00.000Z";
const AGREED_ON = "2026-01-15";

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

/** A funder with its settings and a rate, and three commitments: one half on a match, one over five years, one small. */
export async function makeHarbour() {
  const engine = await startEngine();
  const client = makeClient(engine.endpoint);
  const table: Table = { client, name: (await makeTables(client, aPrefix())).records };
  const funderId = newId("org");
  const { ownerId, pk } = partnershipFacts();
  await putIf(table, { pk, sk: "C#HEAD", version: 1 }, { expression: "attribute_not_exists(pk)" });
  await settle(table, funderId);
  const matchedId = await makeMatched(table, funderId);
  const longId = await makeLong(table, funderId);
  const tooLongId = await make(table, funderId, {
    title: "A small grant",
    tranches: [{ dueOn: "2026-06-01", amount: usd("1000000.00") }],
  });
  const stop = async () => {
    client.destroy();
    await engine.stop();
  };
  return {
    table,
    funderId,
    ownerId,
    matchedId,
    longId,
    tooLongId,
    ids: [matchedId, longId, tooLongId],
    stop,
  };
}
export type Harbour = Awaited<ReturnType<typeof makeHarbour>>;

async function settle(table: Table, organisationId: string): Promise<void> {
  await reportIn(table, organisationId, { currency: "EUR", ifMatch: 0 });
  await recordRate(table, organisationId, { to: "EUR", rate: "0.5" });
}

/** Puts the settings of the harbour's funder, with this reporting currency. */
export async function reportIn(
  table: Table,
  organisationId: string,
  { currency, ifMatch }: { readonly currency: string; readonly ifMatch: number },
): Promise<void> {
  const change = FunderSettingsChangeSchema().parse({
    reason: "As the board decided",
    discountRates: [{ from: "2026-01-01", rate: "0.04" }],
    reportingCurrency: currency,
    taxYearStartMonth: 1,
    accounts: { "grant-expense": "5100", cash: "1010" },
  });
  const author = anAuthor(organisationId);
  must(await changeFunderSettings({ table }, { organisationId, change, ifMatch, author, now: NOW }));
}

/** Records what a dollar is worth on 31 August 2026. */
export async function recordRate(
  table: Table,
  organisationId: string,
  { to, rate }: { readonly to: string; readonly rate: string },
): Promise<void> {
  const rates = [{ from: "USD", to, on: "2026-08-31", rate, source: "Our bank" }];
  const author = anAuthor(organisationId);
  await recordRates({ table }, { organisationId, rates, reason: undefined, author, now: NOW });
}

async function make(table: Table, funderId: string, given: Record<string, unknown>): Promise<string> {
  const input = aNewCommitment({ agreedOn: AGREED_ON, ...given });
  const created = await createCommitment(
    { table, newId },
    {
      id: newId("cmt"),
      input,
      funder: aFunder({ organisationId: funderId }),
      settings: await readFunderSettings(table, funderId),
      facts: NO_FACTS,
      ...(input.partnershipId ? { partnership: partnershipFacts() } : {}),
      author: anAuthor(funderId),
      now: NOW,
    },
  );
  return must(created).state.commitment.id;
}

/** 10 M: 4 M on signature, 6 M on a match; 2 M of that advanced, half a million back, and the match verified on 1 September. */
async function makeMatched(table: Table, funderId: string): Promise<string> {
  const id = await make(table, funderId, {
    title: "Half on a match",
    amount: usd("10000000.00"),
    match: { basis: "award", sharePercent: "20" },
    tranches: [
      { dueOn: AGREED_ON, amount: usd("4000000.00") },
      { dueOn: "2026-12-01", amount: usd("6000000.00"), condition: MATCH_CONDITION },
    ],
  });
  const call = {
    id,
    principal: aPrincipal({ organisationId: funderId }),
    author: anAuthor(funderId),
    now: NOW,
  };
  const move = <T>(input: T) => ({ ...call, entryId: newId("pay"), input });
  const deps = { table, newId };
  const signed = { trancheNumber: 1, on: "2026-01-20", amount: usd("4000000.00") };
  must(await payTranche(deps, move(signed)));
  await advance(table, { id, funderId });
  const back = { trancheNumber: 2, on: "2026-05-01", amount: usd("500000.00"), reason: "Not needed yet" };
  must(await refundTranche(deps, move(back)));
  const met = { metOn: "2026-09-01", evidence: "The auditor's letter", reason: "The match is verified" };
  must(await meetCondition(deps, { ...call, trancheNumber: 2, input: met }));
  return id;
}

async function advance(table: Table, { id, funderId }: { id: string; funderId: string }): Promise<void> {
  const loaded = await loadCommitment(table, id);
  if (!loaded) throw new Error("The commitment is not there.");
  const { settings } = await readFunderSettings(table, funderId);
  const decision = must(
    decideAdvance(loaded.state, {
      ...{ settings, facts: NO_FACTS, now: NOW, on: "2026-04-01", trancheNumber: 2 },
      ...{
        amount: usd("2000000.00"),
        entryId: newId("pay"),
        proposalId: newId("prp"),
        note: "To begin with",
      },
    }),
  );
  must(await saveCommitment(table, { ...decision, loaded, by: anAuthor(funderId), now: NOW }));
}

/** 10 M over five years, in arrears, discounted; its title is what a spreadsheet would take for a formula. */
async function makeLong(table: Table, funderId: string): Promise<string> {
  return make(table, funderId, {
    title: '=HYPERLINK("https://bad.example")',
    partnershipId: partnershipFacts().partnershipId,
    endOn: "2031-12-31",
    amount: usd("10000000.00"),
    accountingCodes: { "grant-expense": "5150", department: "Early years" },
    tranches: [1, 2, 3, 4, 5].map((year) => ({
      dueOn: `${2026 + year}-01-15`,
      amount: usd("2000000.00"),
    })),
  });
}
