import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Summary } from "../../../shared/measurement/index.ts";
import { NO_PRACTICE } from "../../../shared/partnerships/index.ts";
import { composeOutcomeReport } from "../../../shared/reporting/outcome/compose-outcome-report.ts";
import { BasisSchema, basisOf, goneSince, movedSince } from "../../../shared/reporting/outcome/diff/basis.ts";
import {
  causesOf,
  movedRecords,
  movedSets,
  type Placed,
  recordsOf,
} from "../../../shared/reporting/outcome/diff/causes.ts";
import { differences, type Leaf, leavesOf } from "../../../shared/reporting/outcome/diff/leaves.ts";
import type { OutcomeFacts } from "../../../shared/reporting/outcome/outcome-facts.ts";
import { namedSections } from "../../../shared/reporting/outcome/section-keys.ts";
import { anId } from "../partnerships/builders.ts";
import { aLoadedPartnership, aState, IDS, NOW, percentCell, readingSummary, theFacts } from "./builders.ts";

function facts(overrides: Partial<OutcomeFacts> = {}): OutcomeFacts {
  const wanted = namedSections("partnership", undefined);
  if (!wanted.ok) throw new Error(wanted.problem.detail);
  const partnership = aLoadedPartnership();
  return {
    kind: "partnership",
    subject: { id: partnership.head.id, title: partnership.head.name },
    wanted: wanted.value,
    partnership,
    strategyIds: new Set(partnership.strategies.map(({ id }) => id)),
    commitments: [{ state: aState(), version: 9, recordedAt: NOW }],
    hasOthers: false,
    isPartOfCommitments: false,
    summaries: theFacts().summaries,
    practice: NO_PRACTICE,
    now: NOW,
    ...overrides,
  };
}
const leaves = (of: OutcomeFacts) => leavesOf(composeOutcomeReport(of));
const values = (all: ReadonlyMap<string, Leaf>) =>
  Object.fromEntries([...all].map(([path, { value }]) => [path, JSON.parse(JSON.stringify(value))]));

/** Reading with another figure in its last year, in the next revision of its set. */
function restated(numerator: number): Summary {
  const summary = readingSummary();
  const key = "2024-07-01_2025-06-30";
  const set = summary.sets.all?.[key];
  if (!set) throw new Error("There is no such set.");
  const next = {
    ...set,
    revision: 2,
    ref: set.ref.replace(/1$/, "2"),
    cells: { all: percentCell(numerator, 1000) },
  };
  return { ...summary, sets: { ...summary.sets, all: { ...summary.sets.all, [key]: next } } };
}
const withReading = (reading: Summary) =>
  theFacts().summaries.map((one) => (one.indicatorId === IDS.reading ? reading : one));

describe("the difference of two reports", () => {
  it("is nothing where they say the same, whatever was read again or in another order", () => {
    const [one] = [facts()];
    const turned = { ...one, now: "2027-01-01T00:00:00.000Z", summaries: one.summaries.toReversed() };
    expect(differences(leaves(one), leaves(turned))).toEqual([]);
    const recordedAnew = facts({ commitments: [{ state: aState(), version: 10, recordedAt: NOW }] });
    expect(differences(leaves(one), leaves(recordedAnew))).toEqual([]);
  });

  it("names a restated figure, and what follows from it, each once", () => {
    const found = differences(leaves(facts()), leaves(facts({ summaries: withReading(restated(700)) })));
    const latest = found.filter(({ path }) => path === `/outcomes/items/${IDS.reading}/latest`);
    expect(latest).toMatchObject([{ before: { value: 54 }, after: { value: 70 }, of: [IDS.reading] }]);
    expect(found.map(({ path }) => path)).toContain(`/progress/indicators/${IDS.reading}/class`);
    expect(new Set(found.map(({ path }) => path)).size).toBe(found.length);
    expect(found.every(({ path }) => !path.includes("from"))).toBe(true);
  });

  it("is absent on the side that says nothing of it", () => {
    const fewer = facts({
      summaries: theFacts().summaries.filter(({ indicatorId }) => indicatorId !== IDS.readiness),
    });
    const path = `/outcomes/items/${IDS.readiness}/name`;
    const [gone] = differences(leaves(facts()), leaves(fewer)).filter((one) => one.path === path);
    expect(gone).toMatchObject({ before: "Children ready for kindergarten", after: undefined });
  });

  it("applied to the first gives what the second says", () => {
    const someFacts = fc
      .record({
        numerator: fc.integer({ min: 0, max: 1000 }),
        kept: fc.subarray([0, 1, 2, 3]),
        name: fc.constantFrom("Every child reads by 8", "Another name"),
        amountMinor: fc.integer({ min: 0, max: 400_000_000 }),
        strategyId: fc.constantFrom(IDS.readers, IDS.navigators, IDS.unfunded),
        links: fc.subarray([0, 1, 2, 3, 4, 5]),
      })
      .map(({ numerator, kept, name, amountMinor, strategyId, links }) => {
        const { strategies, links: all, ...rest } = aLoadedPartnership();
        const summaries = withReading(restated(numerator)).filter((_, index) => kept.includes(index));
        return facts({
          summaries,
          partnership: {
            ...rest,
            strategies: strategies.map((one) => (one.id === IDS.readers ? { ...one, name } : one)),
            links: all.filter((_, index) => links.includes(index)),
          },
          commitments: [
            { state: aState({ allocations: [{ strategyId, amountMinor }] }), version: 1, recordedAt: NOW },
          ],
        });
      });
    fc.assert(
      fc.property(someFacts, someFacts, (before, after) => {
        const [first, second] = [leaves(before), leaves(after)];
        const applied = values(first);
        for (const { path, after: value } of differences(first, second)) {
          if (value === undefined) delete applied[path];
          else applied[path] = JSON.parse(JSON.stringify(value));
        }
        expect(applied).toEqual(values(second));
      }),
      { numRuns: 60 },
    );
  });
});

describe("the causes of a difference", () => {
  it("are looked for where versions and revisions moved", () => {
    const after = facts({
      summaries: withReading(restated(700)),
      commitments: [{ state: aState(), version: 11, recordedAt: NOW }],
    });
    expect(movedRecords(recordsOf(facts()), recordsOf(after))).toEqual([
      { id: IDS.commitment, ownerId: anId("org", 7), before: 9, after: 11 },
    ]);
    expect(movedSets(facts().summaries, after.summaries)).toMatchObject([
      { indicatorId: IDS.reading, dimensionKey: "all", before: 1, after: 2 },
    ]);
  });

  it("are found as well from what was kept of the first, and say what is gone", () => {
    const after = facts({ summaries: withReading(restated(700)) });
    const kept = BasisSchema().parse(JSON.parse(JSON.stringify(basisOf(facts()))));
    expect(movedSince(kept, after)).toEqual({
      records: [],
      sets: movedSets(facts().summaries, after.summaries),
    });
    const { partnership: _, ...without } = facts({ summaries: [], commitments: [] });
    const gone = goneSince(kept, basisOf(without)).map(({ cause }) => cause.of);
    expect(gone).toEqual(expect.arrayContaining([IDS.commitment, IDS.reading]));
    expect(goneSince(basisOf(without), kept)).toEqual([]);
  });

  const placed = (of: string, ...about: string[]): Placed => ({
    cause: { kind: "amendment", of, recordedAt: NOW, version: 2 },
    about,
  });
  const all = [
    placed("set", IDS.reading, "language"),
    placed("definition", IDS.reading),
    placed("other", IDS.seats),
    placed("money", IDS.commitment),
    placed("agenda", anId("prt")),
  ];
  const causes = (section: Parameters<typeof causesOf>[0]["section"], ...of: string[]) =>
    causesOf({ section, of }, all).map((cause) => cause.of);

  it("are what was recorded of the thing it stands in", () => {
    expect(causes("outcomes", IDS.reading, "language", "english-learner")).toEqual(["set", "definition"]);
    expect(causes("outcomes", IDS.reading, "housing", "housed")).toEqual(["definition"]);
    expect(causes("money", IDS.commitment, "2026")).toEqual(["money"]);
  });

  it("are of a sum or a count all that was recorded of what it is made from", () => {
    expect(causes("money", "USD")).toEqual(["money"]);
    expect(causes("progress")).toEqual(["set", "definition", "other", "agenda"]);
    expect(causes("line-of-sight", IDS.readers)).toEqual(["money", "agenda"]);
  });
});
