import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOfSight } from "../../../shared/partnerships/line-of-sight.ts";
import type { Link } from "../../../shared/partnerships/link.ts";
import { aLink, anId, aStrategy } from "./builders.ts";

const [enrolment, attendance, readiness, reading, unknown] = [1, 2, 3, 4, 9].map((n) => anId("ind", n)) as [
  string,
  string,
  string,
  string,
  string,
];
const navigators = aStrategy({ id: anId("str", 1) });
const tutors = aStrategy({ id: anId("str", 2), name: "Tutors", kind: "universal" });
const indicatorIds = [enrolment, attendance, readiness, reading];

function shifts(n: number, fromId: string, toId: string): Link {
  return aLink({ id: anId("lnk", n), kind: "shifts", fromId, toId });
}

function contributes(n: number, fromId: string, toId: string): Link {
  return aLink({ id: anId("lnk", n), kind: "contributes-to", fromId, toId });
}

const links = [
  shifts(1, navigators.id, enrolment),
  shifts(2, tutors.id, enrolment),
  contributes(3, enrolment, readiness),
  contributes(4, enrolment, reading),
  contributes(5, tutors.id, reading),
];

describe("line of sight", () => {
  test("a strategy leads through each system it shifts to every outcome that system contributes to", () => {
    const [first] = lineOfSight({ strategies: [navigators], links, indicatorIds }).strategies;
    expect(first).toEqual({
      strategy: navigators,
      systems: [
        {
          indicatorId: enrolment,
          link: links[0],
          outcomes: [
            { indicatorId: readiness, link: links[2] },
            { indicatorId: reading, link: links[3] },
          ],
        },
      ],
      direct: [],
    });
  });

  test("an outcome a strategy contributes to directly stands apart from those reached through systems", () => {
    const sight = lineOfSight({ strategies: [tutors], links, indicatorIds }).strategies[0];
    expect(sight?.direct).toEqual([{ indicatorId: reading, link: links[4] }]);
    expect(sight?.systems.map((system) => system.indicatorId)).toEqual([enrolment]);
  });

  test("a strategy without links, and a system that contributes to nothing yet, are shown with nothing after them", () => {
    const only = [shifts(1, navigators.id, attendance)];
    const { strategies } = lineOfSight({ strategies: [tutors, navigators], links: only, indicatorIds });
    expect(strategies.map(({ systems }) => systems.map((system) => system.outcomes))).toEqual([[[]], []]);
  });

  test("a link whose indicator nobody knows is named, and followed nowhere", () => {
    const lost = shifts(6, navigators.id, unknown);
    const after = contributes(7, unknown, reading);
    const sight = lineOfSight({ strategies: [navigators], links: [after, lost], indicatorIds });
    expect(sight.broken).toEqual([
      { link: lost, missing: [unknown] },
      { link: after, missing: [unknown] },
    ]);
    expect(sight.strategies[0]?.systems).toEqual([]);
    expect(sight.unreached).toEqual([]);
  });

  test("a link from a strategy that is not given is broken, not silently dropped", () => {
    const sight = lineOfSight({ strategies: [navigators], links, indicatorIds });
    expect(sight.broken.map(({ missing }) => missing)).toEqual([[tutors.id], [tutors.id]]);
  });

  test("a system that no strategy shifts is told as unreached", () => {
    const loose = contributes(8, attendance, reading);
    const sight = lineOfSight({ strategies: [navigators, tutors], links: [...links, loose], indicatorIds });
    expect(sight.unreached).toEqual([loose]);
  });

  test("the order of the input changes nothing", () => {
    const given = { strategies: [navigators, tutors], links, indicatorIds };
    const expected = lineOfSight(given);
    const shuffled = fc.record({
      strategies: fc.shuffledSubarray(given.strategies, { minLength: 2 }),
      links: fc.shuffledSubarray(links, { minLength: links.length }),
      indicatorIds: fc.shuffledSubarray(indicatorIds, { minLength: indicatorIds.length }),
    });
    fc.assert(
      fc.property(shuffled, (facts) => {
        expect(lineOfSight(facts)).toEqual(expected);
      }),
    );
    expect(expected.strategies).toHaveLength(2);
  });

  test("every link is in sight, unreached or broken, whatever is known", () => {
    const known = fc.subarray([...indicatorIds, unknown]);
    const some = fc.subarray([...links, shifts(6, tutors.id, unknown), contributes(8, attendance, reading)]);
    const strategies = fc.subarray([navigators, tutors]);
    const property = fc.property(strategies, some, known, (of, among, indicators) => {
      const sight = lineOfSight({ strategies: of, links: among, indicatorIds: indicators });
      const edges = sight.strategies.flatMap(({ systems, direct }) => [
        ...systems,
        ...systems.flatMap((system) => system.outcomes),
        ...direct,
      ]);
      const told = [...edges, ...sight.broken].map(({ link }) => link.id);
      told.push(...sight.unreached.map(({ id }) => id));
      return new Set(told).size === among.length;
    });
    expect(() => fc.assert(property)).not.toThrow();
  });
});
