import { accessTo } from "../../measurement/index.ts";
import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import {
  agreementsPage,
  dataUseAgreementPk,
  findAgreement,
  isParty,
  type LoadedAgreement,
  openedPage,
} from "./data-use-agreement.store.ts";
import { type DataUseAgreementView, standingAt } from "./data-use-agreement.ts";
import { readsPage } from "./logged-read.store.ts";
import type { LoggedRead } from "./logged-read.ts";

type Deps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly agreementId: string; readonly organisationId: string };

/** A page of a partnership's data use agreements, ended ones too, the latest first, for its owner. */
export async function listOwnAgreements(
  deps: Deps,
  asked: {
    readonly partnershipId: string;
    readonly organisationId: string;
    readonly now: string;
    readonly page: PageQuery;
  },
): Promise<Result<Listed<DataUseAgreementView>>> {
  const { partnershipId, organisationId, now, page } = asked;
  if ((await accessTo(deps.table, partnershipId, organisationId)) !== "owner")
    return fail({ code: "not_found", detail: "There is no such partnership." });
  const query = { list: "data-use-agreements", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await agreementsPage(deps.table, { partnershipId, ...paging });
    const views = items.map((loaded) => viewFor(loaded, { organisationId, now }));
    return { items: views, ...(next ? { next } : {}) };
  });
}

/** A page of the data use agreements of which an organisation is a party, ended ones too, the latest first. Two rounds. */
export async function listOpenedAgreements(
  deps: Deps,
  asked: { readonly organisationId: string; readonly now: string; readonly page: PageQuery },
): Promise<Result<Listed<DataUseAgreementView>>> {
  const { organisationId, now, page } = asked;
  const query = { list: "opened-data-use-agreements", organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await openedPage(deps.table, { organisationId, ...paging });
    const views = items.map((loaded) => viewFor(loaded, { organisationId, now }));
    return { items: views, ...(next ? { next } : {}) };
  });
}

/** One data use agreement, for its partnership and for its parties; `not_found` for all others. One GetItem. */
export async function readDataUseAgreement(
  deps: { readonly table: Table },
  asked: Asked & { readonly now: string },
): Promise<Result<DataUseAgreementView>> {
  const found = await findAgreement(deps.table, asked.agreementId);
  const { organisationId } = asked;
  if (!found || !(found.ownerId === organisationId || isParty(found.agreement, organisationId)))
    return fail(noSuchAgreement());
  return ok(viewFor(found, asked));
}

/** A page of what was read under an agreement, the latest first, for its partnership. */
export async function listReads(
  deps: Deps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<LoggedRead>>> {
  const own = await ownAgreement(deps.table, asked);
  if (!own.ok) return own;
  const { agreementId, page } = asked;
  const query = { list: "data-use-reads", agreementId };
  return pageOf(deps.cursorSecret, { query, page }, (paging) =>
    readsPage(deps.table, { agreementId, ...paging }),
  );
}

/** A page of an agreement's changes, oldest first, for its partnership. */
export async function readDataUseHistory(
  deps: Deps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const own = await ownAgreement(deps.table, asked);
  if (!own.ok) return own;
  const { agreementId, page } = asked;
  const query = { list: "data-use-history", agreementId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const pk = dataUseAgreementPk(agreementId);
    const { changes, next } = await historyPage(deps.table, { pk, ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

/** An agreement of an organisation's own partnership; `not_found` for all others, its parties too. */
export async function ownAgreement(table: Table, asked: Asked): Promise<Result<LoadedAgreement>> {
  const found = await findAgreement(table, asked.agreementId);
  return found?.ownerId === asked.organisationId ? ok(found) : fail(noSuchAgreement());
}

/** The same words whether there is no such agreement or it is somebody else's. */
export function noSuchAgreement() {
  return { code: "not_found", detail: "There is no such data use agreement." } as const;
}

/** An agreement as an organisation sees it: of the parties its own people only, unless it is the partnership's. */
export function viewFor(
  { agreement, ownerId, head }: Pick<LoadedAgreement, "agreement" | "ownerId" | "head">,
  { organisationId, now }: { readonly organisationId: string; readonly now: string },
): DataUseAgreementView {
  const parties =
    ownerId === organisationId
      ? agreement.parties
      : agreement.parties.filter((party) => party.organisationId === organisationId);
  const { version, recordedAt } = head;
  return { ...agreement, parties, version, recordedAt, standing: standingAt(agreement, now) };
}
