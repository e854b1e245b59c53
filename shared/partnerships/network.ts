import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { listedSchema } from "../platform/page.ts";
import { DateSchema } from "../platform/time.ts";
import { isInForce, visibleDesignations } from "./designation.ts";
import { startsAtStrategy } from "./link.ts";
import { PartnershipSchema, type PartnershipState } from "./partnership.ts";
import { StrategySchema } from "./strategy.ts";

/** A partnership as one of several side by side: what it works for and does, for whom, and how far it was found to have come. */
export const NetworkRowSchema = lazy(() =>
  PartnershipSchema()
    .pick({
      name: true,
      placeCode: true,
      placeName: true,
      status: true,
      startedOn: true,
      sectors: true,
      agenda: true,
      backboneId: true,
    })
    .extend({
      partnershipId: idSchema("prt"),
      isOwn: z.boolean(),
      strategies: z.array(
        StrategySchema().pick({
          id: true,
          name: true,
          kind: true,
          status: true,
          populations: true,
          sectors: true,
        }),
      ),
      populations: z.array(z.string()),
      systemsShifted: z
        .int()
        .meta({ description: "Different systems indicators that its strategies shift." }),
      outcomesLinked: z
        .int()
        .meta({ description: "Different outcomes, and early signs of them, that links lead to." }),
      gateways: z
        .array(z.strictObject({ framework: z.string(), gateway: z.string(), reachedOn: DateSchema() }))
        .meta({
          description:
            "Of each framework the one reached last, by designations in force that you may rest on.",
        }),
    })
    .meta({ id: "NetworkPartnership" }),
);
export type NetworkRow = z.infer<ReturnType<typeof NetworkRowSchema>>;
export const NetworkSchema = lazy(() => listedSchema(NetworkRowSchema()).meta({ id: "Network" }));

/** What a network is narrowed to; words are compared whole, without regard to case. */
export type NetworkFilter = {
  readonly sector?: string | undefined;
  readonly population?: string | undefined;
};

/** A partnership as a reader of it sees it beside others. */
export function networkRow(partnership: PartnershipState, organisationId: string): NetworkRow {
  const { head, strategies, links } = partnership;
  const { id: partnershipId, purpose: _, description: _d, createdAt: _c, ...shown } = head;
  const shifted = links.filter(({ kind }) => kind === "shifts");
  const contributing = links.filter(({ kind }) => kind === "contributes-to");
  return {
    ...shown,
    partnershipId,
    isOwn: head.backboneId === organisationId,
    strategies: strategies.map(({ id, name, kind, status, populations, sectors }) => ({
      id,
      name,
      kind,
      status,
      ...(populations ? { populations } : {}),
      ...(sectors ? { sectors } : {}),
    })),
    populations: [...new Set(strategies.flatMap(({ populations = [] }) => populations))].sort(),
    systemsShifted: new Set(shifted.filter(startsAtStrategy).map(({ toId }) => toId)).size,
    outcomesLinked: new Set(contributing.map(({ toId }) => toId)).size,
    gateways: latestGateways(partnership, organisationId),
  };
}

/** Whether a partnership is among what was asked for: by a sector of itself or of a strategy, by a population of a strategy. */
export function isAsked(row: NetworkRow, { sector, population }: NetworkFilter): boolean {
  const sectors = [...(row.sectors ?? []), ...row.strategies.flatMap(({ sectors = [] }) => sectors)];
  return has(sectors, sector) && has(row.populations, population);
}

function has(words: readonly string[], asked: string | undefined): boolean {
  return asked === undefined || words.some((word) => word.toLowerCase() === asked.toLowerCase());
}

function latestGateways(partnership: PartnershipState, organisationId: string): NetworkRow["gateways"] {
  const seen = visibleDesignations(partnership, { organisationId }).filter(isInForce);
  const inOrder = seen.toSorted((a, b) => (a.reachedOn < b.reachedOn ? -1 : 1));
  const latest = new Map(inOrder.map((one) => [one.framework, one]));
  return [...latest.values()].map(({ framework, gateway, reachedOn }) => ({ framework, gateway, reachedOn }));
}
