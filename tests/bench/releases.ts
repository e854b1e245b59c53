import { composeReleases } from "../../functions/jobs/compose.ts";
import { openSolver } from "../../shared/disclosure/release/open-solver.ts";
import type { Table } from "../../shared/platform/table.ts";
import { schoolYear, systemClock } from "../../shared/platform/time.ts";
import { loadRelease } from "../../shared/publication/releases/release.store.ts";
import { runReleaseStep } from "../../shared/publication/releases/run-release-step.ts";
import { random } from "../support/random.ts";
import { makeFundedPartnership, record, type World } from "../support/world.ts";
import { bounded, type Figure, told } from "./figure.ts";

/** 24 figures a place and year: everybody, seven groups, two sexes, and groups by sex. */
const GROUPS = ["asian", "black", "hispanic", "native", "pacific", "two-or-more", "white"];
const SEXES = ["female", "male"];
const CELLS_A_PLACE = 1 + GROUPS.length + SEXES.length + GROUPS.length * SEXES.length;

/** A state of districts in years: how many figures its release has grows with both. */
const SIZES = [
  { places: 42, years: 10, bound: 60 },
  { places: 209, years: 20, bound: 900 },
] as const;

/**
 * Releases through the steps that the queue calls for, from recorded figures to published ones: frozen, planned and audited, put together
 * with their plans, published. The figures are those of a state and the districts in it, by race, by sex and by both.
 */
export async function measureReleases(
  { world, published }: { readonly world: World; readonly published: Table },
  log: (line: string) => void,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const seconds: number[] = [];
  for (const size of SIZES) {
    const made = await makeRelease(world, size);
    log(`  ${made.cells} figures recorded`);
    const run = await runRelease({ world, published }, made.id);
    seconds.push(run.seconds / made.cells);
    const name = `release of ${made.cells} figures`;
    figures.push(
      bounded(`${name}, recorded to published`, run.seconds, { unit: "s", bound: size.bound }),
      bounded(`${name}, its longest step`, run.longest, { unit: "s", bound: 60 }),
      told(`${name}, shown of them`, run.shownShare, "ratio"),
    );
    log(`  published after ${run.seconds.toFixed(1)} s in ${run.steps} steps`);
  }
  const [small = 1, large = 1] = seconds;
  return [...figures, told("time a figure of the large release / of the small one", large / small, "ratio")];
}

type Size = { readonly places: number; readonly years: number };

async function makeRelease(world: World, { places, years }: Size) {
  const districts = Array.from({ length: places - 1 }, (_, at) => `d${String(at + 1).padStart(4, "0")}`);
  const { partnershipId, indicatorIds } = await makeFundedPartnership(world);
  const [indicatorId] = indicatorIds;
  const state = { code: "state", name: "State", kind: "state" };
  const listed = districts.map((code) => ({ code, name: code, kind: "district", parent: state.code }));
  const body = { places: [state, ...listed], reason: "The districts of the state" };
  const path = `/partnerships/${partnershipId}/places`;
  await world.send("backbone", { method: "PUT", path, body, ifMatch: 0 });
  const next = random(places);
  for (let year = 0; year < years; year++) {
    const at = { indicatorId, period: schoolYear(2000 + year) };
    await record(
      world,
      stateRows(districts, next).map((row) => ({ ...row, ...at })),
    );
  }
  const made = await world.send("backbone", {
    method: "POST",
    path: "/releases",
    body: { partnershipId, title: "Graduation", selection: { indicatorIds: [indicatorId] } },
  });
  return { id: made.id, cells: places * years * CELLS_A_PLACE };
}

type Count = readonly [numerator: number, denominator: number];

/** The rows of a year: of each district, and of the state, which is the sum of them. Most groups are small. */
function stateRows(districts: readonly string[], next: () => number) {
  const leaves = districts.map((code) => ({
    code,
    counts: GROUPS.map(() =>
      SEXES.map((): Count => {
        const denominator = Math.round(400 * next() ** 4) + 1;
        return [Math.round(denominator * (0.4 + 0.5 * next())), denominator];
      }),
    ),
  }));
  const state = GROUPS.map((_, group) =>
    SEXES.map((__, sex) => add(leaves.map(({ counts }) => counts[group]?.[sex] ?? [0, 0]))),
  );
  return [...leaves, { code: "state", counts: state }].flatMap(({ code, counts }) => placeRows(code, counts));
}

function placeRows(code: string, counts: readonly (readonly Count[])[]) {
  const row = (dimensions: Record<string, string>, [numerator, denominator]: Count) => ({
    place: { code },
    dimensions,
    numerator,
    denominator,
  });
  return [
    row({}, add(counts.flat())),
    ...GROUPS.map((group, at) => row({ "race-ethnicity": group }, add(counts[at] ?? []))),
    ...SEXES.map((sex, at) => row({ sex }, add(counts.map((own) => own[at] ?? [0, 0])))),
    ...GROUPS.flatMap((group, at) =>
      SEXES.map((sex, by) => row({ "race-ethnicity": group, sex }, counts[at]?.[by] ?? [0, 0])),
    ),
  ];
}

function add(counts: readonly Count[]): Count {
  return counts.reduce<Count>(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
}

/** Works a release out and publishes it; how long that took, and its longest step. */
async function runRelease({ world, published }: { world: World; published: Table }, id: string) {
  const { table } = world;
  const deps = composeReleases({ table, published, openSolver, clock: systemClock });
  const start = performance.now();
  let [steps, longest] = [0, 0];
  const work = async () => {
    for (;;) {
      const loaded = await loadRelease(table, id);
      if (loaded?.work?.status !== "running") return loaded;
      const began = performance.now();
      await runReleaseStep(deps, { releaseId: id, step: loaded.work.step });
      longest = Math.max(longest, (performance.now() - began) / 1000);
      steps += 1;
    }
  };
  const planned = await work();
  if (planned?.release.status !== "planned")
    throw new Error(`The release is ${planned?.release.status}: ${planned?.release.refusal}`);
  const { version } = planned.head;
  await world.send("backbone", { method: "POST", path: `/releases/${id}/publish`, ifMatch: version });
  const out = await work();
  if (out?.release.status !== "published") throw new Error(`The release is ${out?.release.status}.`);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, steps, longest, shownShare: planned.release.loss?.shownShare ?? 0 };
}
