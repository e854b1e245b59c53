import * as z from "zod";
import type { Principal } from "../identity/principal.ts";
import type { Change } from "../platform/history.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { type Listed, PageQuerySchema, pageOf } from "../platform/page.ts";
import { historyPage } from "../platform/read-history.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { withoutProposals } from "./amendments/visible-proposals.ts";
import {
  type CommitmentList,
  commitmentPk,
  commitmentsPage,
  loadCommitment,
  toCommitment,
} from "./commitment.store.ts";
import type { Commitment } from "./commitment.ts";
import { COMMITMENT_STATUSES } from "./commitment-status.ts";
import { type CommitmentSummary, commitmentSummary } from "./commitment-view.ts";
import { findByExternalId } from "./external-id.store.ts";
import { ledgerPage } from "./ledger.store.ts";
import { type LedgerEntryView, ledgerEntryView } from "./ledger-entry.ts";
import { readCommitment } from "./read-commitment.ts";
import type { FunderSettings } from "./settings/funder-settings.ts";
import { readFunderSettings } from "./settings/settings.store.ts";
import { BIG_BET_VERDICTS } from "./settings/settings-rules.ts";

/** Which commitments to list. `externalId` is "scheme:value" and finds the one commitment that carries it. */
export const CommitmentQuerySchema = lazy(() =>
  PageQuerySchema().extend({
    status: z.enum(COMMITMENT_STATUSES).optional(),
    /** By the threshold of one's own settings: it leaves out what other funders committed. */
    isBigBet: z.enum(BIG_BET_VERDICTS).optional(),
    partnershipId: idSchema("prt").optional(),
    externalId: z
      .string()
      .regex(/^[^:]+:.+$/, 'Write it as "scheme:value", for instance "360giving:360G-…".')
      .optional(),
  }),
);
export type CommitmentQuery = z.infer<ReturnType<typeof CommitmentQuerySchema>>;

/** A commitment whose lists are asked for: by its id, or as it was read a moment ago, which spares reading it again. */
type OfCommitment = {
  readonly principal: Principal;
  readonly id: string;
  readonly page: Paging;
  readonly loaded?: Awaited<ReturnType<typeof readCommitment>>;
};

type Deps = { readonly table: Table; readonly cursorSecret: string };
type Paging = { readonly limit: number; readonly cursor?: string | undefined };

/**
 * A page of the commitments one may see: a funder's own, or with `partnershipId` those linked to a partnership (a funder sees its
 * own among them, the partnership's owner all). One Query of an index, beside the settings that say which are big bets; a filter may
 * leave a page shorter than `limit`.
 */
export async function listCommitments(
  deps: Deps,
  ask: { readonly principal: Principal; readonly query: CommitmentQuery },
): Promise<Result<Listed<CommitmentSummary>>> {
  const { principal, query } = ask;
  const { limit, cursor, ...filters } = query;
  if (filters.externalId !== undefined) return listByExternalId(deps.table, principal, filters.externalId);
  const { organisationId } = principal;
  const list: CommitmentList = filters.partnershipId
    ? { of: "partnership", partnershipId: filters.partnershipId }
    : { of: "funder", organisationId };
  const bound = { list: "commitments", organisationId, ...filters };
  return pageOf(deps.cursorSecret, { query: bound, page: query }, async (paging) => {
    const [page, { settings }] = await Promise.all([
      commitmentsPage(deps.table, list, paging),
      readFunderSettings(deps.table, organisationId),
    ]);
    const visible = page.items
      .map(toCommitment)
      .filter(({ commitment }) =>
        [commitment.funder.organisationId, commitment.partnershipOwnerId].includes(organisationId),
      )
      .filter(({ commitment }) => filters.status === undefined || commitment.status === filters.status);
    const items = visible
      .map(({ commitment, ...recorded }) =>
        commitmentSummary(commitment, recorded, ownSettings(commitment, organisationId, settings)),
      )
      .filter((item) => filters.isBigBet === undefined || item.isBigBet === filters.isBigBet);
    return { items, ...(page.next ? { next: page.next } : {}) };
  });
}

/** A funder's own threshold says of its own commitments whether they are big bets, and of nobody else's. */
export function ownSettings(
  { funder }: Pick<Commitment, "funder">,
  organisationId: string,
  settings: FunderSettings,
): FunderSettings | undefined {
  return funder.organisationId === organisationId ? settings : undefined;
}

async function listByExternalId(
  table: Table,
  principal: Principal,
  externalId: string,
): Promise<Result<Listed<CommitmentSummary>>> {
  const [scheme = "", ...rest] = externalId.split(":");
  const id = await findByExternalId(table, {
    ownerId: principal.organisationId,
    scheme,
    value: rest.join(":"),
  });
  const [loaded, { settings }] = await Promise.all([
    id === undefined ? undefined : loadCommitment(table, id),
    readFunderSettings(table, principal.organisationId),
  ]);
  return ok({ items: loaded ? [commitmentSummary(loaded.state.commitment, loaded.head, settings)] : [] });
}

/** A page of a commitment's ledger, as it was recorded; one round beside the commitment itself. */
export async function listLedger(deps: Deps, ask: OfCommitment): Promise<Result<Listed<LedgerEntryView>>> {
  const loaded = ask.loaded ?? (await readCommitment(deps.table, ask.id, ask.principal));
  if (!loaded.ok) return loaded;
  const query = { list: "ledger", id: ask.id, organisationId: ask.principal.organisationId };
  return pageOf(deps.cursorSecret, { query, page: ask.page }, async (paging) => {
    const { entries, next } = await ledgerPage(deps.table, { id: ask.id, ...paging });
    return { items: entries.map(ledgerEntryView), ...(next ? { next } : {}) };
  });
}

/** A page of a commitment's history, oldest change first; one round beside the commitment itself. Proposals show to the funder only. */
export async function listCommitmentChanges(deps: Deps, ask: OfCommitment): Promise<Result<Listed<Change>>> {
  const loaded = ask.loaded ?? (await readCommitment(deps.table, ask.id, ask.principal));
  if (!loaded.ok) return loaded;
  const isFunder = loaded.value.state.commitment.funder.organisationId === ask.principal.organisationId;
  const query = { list: "commitment-history", id: ask.id, organisationId: ask.principal.organisationId };
  return pageOf(deps.cursorSecret, { query, page: ask.page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: commitmentPk(ask.id), ...paging });
    const items = isFunder ? changes : changes.map(withoutProposals);
    return { items, ...(next ? { next } : {}) };
  });
}
