import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema } from "../platform/money.ts";
import type { Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { DateSchema } from "../platform/time.ts";
import { readByMonth } from "./by-month.ts";
import { type DueTranche, duePage } from "./commitment.store.ts";
import { TRANCHE_STATES } from "./tranche.ts";

/** An open tranche that falls due between two days. */
export const DueSchema = lazy(() =>
  z
    .strictObject({
      commitmentId: idSchema("cmt"),
      trancheNumber: z.int(),
      dueOn: DateSchema(),
      label: z.string().optional(),
      open: MoneySchema(),
      state: z.enum(TRANCHE_STATES),
    })
    .meta({
      id: "Due",
      description: "An open tranche, and how much of it is neither paid nor released.",
    }),
);

/** The open tranches of a funder that fall due between two days, both included, by date. One round: a Query a month. */
export function findDue(
  table: Table,
  asked: { organisationId: string; from: string; to: string },
): Promise<Result<DueTranche[]>> {
  const { organisationId } = asked;
  return readByMonth(
    asked,
    ({ tranche }) => tranche.dueOn,
    async (month, limit) => {
      const { due: items, next } = await duePage(table, { organisationId, month, limit });
      return { items, ...(next ? { next } : {}) };
    },
  );
}
