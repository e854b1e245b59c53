import * as z from "zod";
import type { Change } from "../../platform/history.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accessTo } from "../indicator.store.ts";
import type { ReadDeps } from "../read-indicator.ts";
import { type Agreement, AgreementSchema, expiring } from "./agreement.ts";
import { agreementsPk, findAgreement, readAgreements } from "./agreements.store.ts";

export const AgreementListSchema = lazy(() =>
  z
    .object({
      agreements: z.array(AgreementSchema()),
      expiring: z
        .array(z.object({ id: z.string(), through: z.iso.date(), daysLeft: z.int() }))
        .meta({ description: "Those that end within thirty days, the first one first." }),
    })
    .meta({ id: "DataAgreements" }),
);
export type AgreementList = z.infer<ReturnType<typeof AgreementListSchema>>;

type Asked = { readonly partnershipId: string; readonly organisationId: string };

/** All agreements of a partnership, ended ones too, in the order they were made, for its owner. Two reads side by side. */
export async function listAgreements(
  deps: { readonly table: Table },
  asked: Asked & { readonly now: string },
): Promise<Result<AgreementList>> {
  const [own, { agreements }] = await Promise.all([
    checkOwn(deps.table, asked),
    readAgreements(deps.table, asked.partnershipId),
  ]);
  if (!own.ok) return own;
  const ending = expiring(agreements, asked.now.slice(0, 10));
  return ok({ agreements: [...agreements], expiring: ending });
}

/** One agreement, for the partnership's owner. */
export async function readAgreement(
  deps: { readonly table: Table },
  asked: Asked & { readonly agreementId: string },
): Promise<Result<Agreement>> {
  const { partnershipId, agreementId: id } = asked;
  const [own, found] = await Promise.all([
    checkOwn(deps.table, asked),
    findAgreement(deps.table, { partnershipId, id }),
  ]);
  if (!own.ok) return own;
  return found ? ok(found) : fail({ code: "not_found", detail: "There is no such agreement." });
}

/** A page of what was changed on a partnership's agreements, oldest first, for its owner. */
export async function readAgreementHistory(
  deps: ReadDeps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { partnershipId, organisationId, page } = asked;
  const own = await checkOwn(deps.table, asked);
  if (!own.ok) return own;
  const query = { list: "agreement-history", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: agreementsPk(partnershipId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

async function checkOwn(table: Table, { partnershipId, organisationId }: Asked): Promise<Result<undefined>> {
  if ((await accessTo(table, partnershipId, organisationId)) === "owner") return ok(undefined);
  return fail({ code: "not_found", detail: "There is no such partnership." });
}
