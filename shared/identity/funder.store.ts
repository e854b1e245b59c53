import * as z from "zod";
import type { IndexKeys } from "../platform/aggregate.ts";
import { lazy } from "../platform/lazy.ts";
import { type Position, queryPage, type Table } from "../platform/table.ts";
import { ORGANISATION_STATUSES, type OrganisationFacts } from "./organisation.ts";

/** Every organisation of kind funder is in one list, by id: few, and written once each. */
const FUNDERS = "ORG#KIND#funder";

const FunderSchema = lazy(() =>
  z.object({ id: z.string(), status: z.enum(ORGANISATION_STATUSES), timeZone: z.string() }),
);

/** A funder, and the time zone in which its days begin. */
export type Funder = { readonly id: string; readonly timeZone: string };

/** Where a funder is listed beside those who list it; nothing for another kind. A kind never changes. */
export function funderIndex(facts: Pick<OrganisationFacts, "id" | "kind">): IndexKeys {
  return facts.kind === "funder" ? { partyPk: FUNDERS, partySk: facts.id } : {};
}

/** A page of the funders that exist, closed ones left out. One Query on byParty, eventually consistent. */
export async function fundersPage(
  table: Table,
  paging: { limit: number; from?: Position },
): Promise<{ items: Funder[]; next?: Position }> {
  const page = await queryPage(table, { index: "byParty", partition: FUNDERS, ...paging });
  const funders = page.items.map((item) => FunderSchema().parse(item));
  const items = funders.filter(({ status }) => status === "active");
  return {
    items: items.map(({ id, timeZone }) => ({ id, timeZone })),
    ...(page.next ? { next: page.next } : {}),
  };
}
