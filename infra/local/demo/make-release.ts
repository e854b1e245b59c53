import type { ApiClient } from "./api-client.ts";

/** What the county publishes: how children do from kindergarten to a first job, by race, income and sex. */
const RELEASE = {
  title: "How our children do, 2016 to 2025",
  note: "Figures of the partnership's seven outcomes. Where few children are counted, a figure is hidden.",
  licence: {
    name: "CC-BY-4.0",
    title: "Creative Commons Attribution 4.0 International",
    path: "https://creativecommons.org/licenses/by/4.0/",
  },
};

/** Rules of the county's own, for what it gives to researchers. */
const POLICY = {
  name: "Files for researchers",
  note: "Agreed with the school districts in 2024.",
  minimumCell: 15,
  minimumWidth: 15,
};

const PATIENCE_MS = 120_000;

/** Prepares a release of the outcomes, looks at it as its state says, and publishes it; records a policy of the county's own. Answers its id. */
export async function makeRelease(
  backbone: ApiClient,
  {
    partnershipId,
    indicatorIds,
  }: { readonly partnershipId: string; readonly indicatorIds: readonly string[] },
): Promise<string> {
  const { body: rules } = await backbone.get("/disclosure-policies/audited-cells");
  const {
    id: _id,
    version: _version,
    latestVersion: _latest,
    ...own
  } = rules as object as Record<string, unknown>;
  await backbone.post("/disclosure-policies", { ...own, ...POLICY }, "policy");
  const body = { ...RELEASE, partnershipId, selection: { indicatorIds } };
  const made = await backbone.post("/releases", body, "release");
  const path = `/releases/${made.body.id}`;
  const planned = await settled(backbone, path, ["planning"]);
  // An attempt that was interrupted after it had asked for this is finished.
  if (planned.body.status === "planned") await publish(backbone, path, planned.version);
  const { body: out } = await settled(backbone, path, ["planning", "publishing"]);
  if (out.status !== "published") throw new Error(`The release of the demo is ${out.status}.`);
  return made.body.id;
}

async function publish(backbone: ApiClient, path: string, version: number): Promise<void> {
  await backbone.postOver(`${path}/publish`, version, "release-published");
}

/** A release, or a scorecard, once it is in no such state any more. */
export async function settled(backbone: ApiClient, path: string, passing: readonly string[]) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await backbone.get(path);
    if (!passing.includes(seen.body.status ?? "")) return seen;
    if (Date.now() > until) throw new Error(`${path} of the demo is ${seen.body.status} still.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
