import type { Portfolio, World } from "../support/world.ts";
import { bounded, type Figure, told } from "./figure.ts";
import type { Meter } from "./meter.ts";

/** Rounds and consumed capacity of what is read under a data use agreement, and of asking for a release, on the embedded engine. */
export async function measureAccess(world: World, portfolio: Portfolio, meter: Meter): Promise<Figure[]> {
  const { partnershipId, commitmentId, indicatorIds } = portfolio;
  const [indicatorId = ""] = indicatorIds;
  const agreement = await openEverything(world, partnershipId);
  const at = `/data-use-agreements/${agreement}`;
  const wanted = {
    partnershipId,
    indicator: { id: indicatorId },
    purpose: "A study",
    contactRole: "Researcher",
  };
  const patterns = [
    ["a series under a data use agreement, logged", { path: `${at}/series/${indicatorId}` }, 3],
    ["report of a commitment under one, logged", { path: `/commitments/${commitmentId}/report` }, 4],
    ["asking for a release", { method: "POST", path: "/release-requests", body: wanted }, 2],
  ] as const;
  const figures: Figure[] = [];
  for (const [name, request, rounds] of patterns) {
    const { used } = await meter.measure(() => world.send("funder", request));
    figures.push(bounded(`${name}: rounds`, used.rounds, { unit: "rounds", bound: rounds }));
    figures.push(told(`${name}: capacity`, used.readUnits, "read units"));
    figures.push(told(`${name}: capacity`, used.writeUnits, "write units"));
  }
  const end = { ended: true, reason: "Measured" };
  await world.send("backbone", { method: "PATCH", path: at, body: end, ifMatch: 1 });
  return figures;
}

/** An agreement in force that names the funder's person and every breakdown there is. */
async function openEverything({ send, funder }: World, partnershipId: string): Promise<string> {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const { id } = await send("backbone", {
    method: "POST",
    path: `/partnerships/${partnershipId}/data-use-agreements`,
    body: {
      parties: [{ organisationId: funder.organisationId, principalIds: [funder.id] }],
      dimensionKeys: ["race-ethnicity"],
      purpose: "To be measured",
      from: day(-1),
      through: day(1),
      minimumCell: 0,
    },
  });
  return id;
}
