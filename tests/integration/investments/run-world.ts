import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createApp } from "../../../functions/api/app.ts";
import { ledgerRoutes } from "../../../functions/api/routes/ledger.ts";
import { paymentRunRoutes } from "../../../functions/api/routes/payment-runs.ts";
import type { Role } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { createCommitment, ledgerPage } from "../../../shared/investments/index.ts";
import type { PaymentRunView } from "../../../shared/investments/payment-runs/payment-run-view.ts";
import { NO_FACTS } from "../../../shared/investments/rule-facts.ts";
import { changeFunderSettings } from "../../../shared/investments/settings/change-funder-settings.ts";
import { FunderSettingsChangeSchema } from "../../../shared/investments/settings/funder-settings.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { ProblemPlace } from "../../../shared/platform/problem.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aFunder, aNewCommitment, aPrincipal, NOW, unsetSettings } from "../../support/commitments.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

export const ON = "2026-03-01";

/** A funder with nothing in its book, and who acts for it. */
export type Funder = { readonly id: string; readonly principal: Principal };

export function aFunderOfItsOwn(): Funder {
  const id = newId("org");
  return { id, principal: aPrincipal({ id: newId("per"), organisationId: id }) };
}

/** Records a commitment of a funder: a million dollars in tranches of 400,000 and 600,000 unless told otherwise. */
export async function aCommitmentOf(table: Table, funder: Funder, overrides: object = {}): Promise<string> {
  const id = newId("cmt");
  const created = await createCommitment(
    { table, newId },
    {
      id,
      input: aNewCommitment({ ...overrides }),
      funder: aFunder({ organisationId: funder.id }),
      settings: unsetSettings(funder.id),
      facts: NO_FACTS,
      author: { principalId: newId("per"), organisationId: funder.id },
      now: NOW,
    },
  );
  if (!created.ok) throw new Error(JSON.stringify(created.problem));
  return id;
}

/** Records settings of a funder that has none yet. */
export async function setSettings(table: Table, funder: Funder, settings: object): Promise<void> {
  const changed = await changeFunderSettings(
    { table },
    {
      organisationId: funder.id,
      change: FunderSettingsChangeSchema().parse({ ...settings, reason: "For this test" }),
      ifMatch: 0,
      author: { principalId: newId("per"), organisationId: funder.id },
      now: NOW,
    },
  );
  if (!changed.ok) throw new Error(changed.problem.detail);
}

/** The payments in the ledger of a commitment: tranche and amount, in minor units. */
export async function paymentsIn(
  table: Table,
  id: string,
): Promise<(readonly [number | undefined, number])[]> {
  const { entries } = await ledgerPage(table, { id, limit: 100 });
  return entries
    .filter(({ kind }) => kind === "payment")
    .map(({ trancheNumber, amountMinor }) => [trancheNumber, amountMinor] as const);
}

/** What came back; `body` is empty where it is no JSON. */
export type Answer<Body> = { status: number; headers: Headers; text: string; body: Body & Refused };
type Refused = { readonly code?: string; readonly errors?: readonly ProblemPlace[] };
export type Client = <Body = PaymentRunView>(
  method: string,
  path: string,
  sent?: { body?: unknown; key?: string },
) => Promise<Answer<Body>>;

/** A client of payment runs and ledgers. `clock` says what the server takes for now, at each look. */
export function signedIn(
  table: Table,
  funder: Funder,
  options: { roles?: readonly Role[]; clock?: () => string } = {},
): Client {
  const { roles = ["administrator"], clock = () => NOW } = options;
  const app = createApp(
    {
      ...NO_PAGES,
      table,
      files: { presignUpload: () => Promise.reject(new Error("Nothing is uploaded here.")) },
      authenticate: async () => ok({ ...funder.principal, roles }),
      clock,
      newId,
      cursorSecret: "a secret of this test",
    },
    [...paymentRunRoutes, ...ledgerRoutes],
  );
  return async (method, path, { body, key } = {}) => {
    const headers = {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await app.request(`/v1${path}`, { method, headers, ...sent });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  };
}

/** What happens at each write of a client, counted from 1: it goes through, or it or its answer is lost. */
export type Fate = (write: number, input: string) => Error | { readonly afterwards: Error } | undefined;

/** Lets `fate` decide what becomes of every write of a client. */
export function underFate(client: DynamoDBClient, fate: Fate): void {
  let writes = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!["TransactWriteItemsCommand", "PutItemCommand"].includes(context.commandName ?? ""))
        return next(args);
      const happens = fate(++writes, JSON.stringify(args.input));
      if (happens instanceof Error) throw happens;
      const answered = await next(args);
      if (happens) throw happens.afterwards;
      return answered;
    },
    { step: "initialize" },
  );
}
