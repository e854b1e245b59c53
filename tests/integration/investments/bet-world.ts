import { createApp } from "../../../functions/api/app.ts";
import { bigBetPartRoutes } from "../../../functions/api/routes/big-bet-parts.ts";
import { bigBetRoutes } from "../../../functions/api/routes/big-bets.ts";
import { commitmentRoutes } from "../../../functions/api/routes/commitments.ts";
import { partnershipRoutes } from "../../../functions/api/routes/partnerships.ts";
import { shareRoutes } from "../../../functions/api/routes/shares.ts";
import type { OrganisationKind } from "../../../shared/identity/organisation.ts";
import type { Role } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { BigBetView } from "../../../shared/investments/big-bets/big-bet-view.ts";
import { loadCommitment, saveCommitment } from "../../../shared/investments/commitment.store.ts";
import type { CommitmentState } from "../../../shared/investments/commitment.ts";
import { headKey } from "../../../shared/platform/aggregate.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import { getItem, type Item, type Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import type { Write } from "../../../shared/platform/transaction.ts";
import { NO_PAGES } from "../../support/no-pages.ts";
import { aTenant } from "../../support/tenants.ts";
import { aBetCommitment, type CommitmentFacts } from "../../unit/investments/big-bets/builders.ts";

const ROUTES = [
  ...bigBetRoutes,
  ...bigBetPartRoutes,
  ...commitmentRoutes,
  ...partnershipRoutes,
  ...shareRoutes,
];

/** The fields that tests look into, of whichever body it is. */
export type Body = BigBetView & {
  readonly items: readonly Body[];
  readonly code: string;
  readonly action: string;
  readonly reason?: string;
  readonly currentVersion: number;
  readonly errors: readonly { readonly pointer?: string; readonly parameter?: string }[];
};
export type Answer = { status: number; version: string | null; location: string | null; body: Body };
export type Client = (
  method: string,
  path: string,
  sent?: { body?: unknown; version?: number; key?: string },
) => Promise<Answer>;

/** An organisation that signs in, and its way to the API. */
export type Member = { readonly id: string; readonly name: string; readonly call: Client };

/** Makes an organisation of a kind; `roles` are what its caller has, `clock` what the server takes for now. */
export async function aMember(
  table: Table,
  kind: OrganisationKind,
  options: { roles?: readonly Role[]; clock?: () => string } = {},
): Promise<Member> {
  const id = await aTenant(table, kind);
  return { id, name: `A ${kind}`, call: signedIn(table, { id, kind, ...options }) };
}

/** A client of an organisation that exists. */
export function signedIn(
  table: Table,
  who: { id: string; kind: OrganisationKind; roles?: readonly Role[]; clock?: () => string },
): Client {
  const { id, kind, roles = ["administrator"], clock = systemClock } = who;
  const principal: Principal = {
    kind: "person",
    id: newId("per"),
    organisationId: id,
    organisationKind: kind,
    roles,
  };
  const deps = {
    table,
    ...NO_PAGES,
    files: { presignUpload: () => Promise.reject(new Error("No file is uploaded here.")) },
    authenticate: async () => ok(principal),
    clock,
    newId,
    cursorSecret: "a secret of this test",
  };
  const app = createApp(deps, ROUTES);
  return async (method, path, { body, version, key } = {}) => {
    const headers = {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(version === undefined ? {} : { "if-match": `"${version}"` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await app.request(`/v1${path}`, { method, headers, ...sent });
    return {
      status: response.status,
      version: response.headers.get("etag"),
      location: response.headers.get("location"),
      body: JSON.parse((await response.text()) || "null"),
    };
  };
}

/** Makes a partnership of a backbone and shares it with a reader, and gives its id. */
export async function aSharedPartnership(backbone: Member, reader: Member): Promise<string> {
  const body = { name: "Harbour", purpose: "Ready children", placeCode: "harbour", placeName: "Wards" };
  const { id, version } = (await backbone.call("POST", "/partnerships", { body })).body;
  const share = `/partnerships/${id}/shares/${reader.id}`;
  await backbone.call("PUT", share, { body: { reason: "Convenes the bet" }, version });
  return id;
}

/** Stores a commitment as it shall be: new, or over what is stored under its id. */
export async function store(
  table: Table,
  state: CommitmentState,
  others: readonly Write[] = [],
): Promise<boolean> {
  const loaded = await loadCommitment(table, state.commitment.id);
  const saved = await saveCommitment(table, {
    ...(loaded ? { loaded } : {}),
    next: state,
    action: "commitment.changed",
    by: { principalId: newId("per"), organisationId: state.commitment.funder.organisationId },
    now: systemClock(),
    others,
  });
  return saved.ok;
}

/** Stores a commitment to a bet, and gives the change of its head as the stream would: before and after. */
export async function commit(
  table: Table,
  funder: Member,
  facts: CommitmentFacts,
): Promise<{ before?: Item; after: Item }> {
  const state = aBetCommitment({
    id: newId("cmt"),
    ...facts,
    funder: { organisationId: funder.id, name: funder.name },
  });
  const key = headKey(`CMT#${state.commitment.id}`);
  const before = await getItem(table, key);
  if (!(await store(table, state))) throw new Error("The commitment was not stored.");
  const after = await getItem(table, key);
  if (!after) throw new Error("The commitment is not there.");
  return before ? { before, after } : { after };
}
