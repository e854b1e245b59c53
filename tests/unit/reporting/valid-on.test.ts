import { describe, expect, it } from "vitest";
import { NO_PRACTICE, SYSTEMS_CHANGES } from "../../../shared/partnerships/index.ts";
import type { OutcomeFacts } from "../../../shared/reporting/outcome/outcome-facts.ts";
import { figuresBy, validOn } from "../../../shared/reporting/outcome/valid-on.ts";
import { aDesignation, anId } from "../partnerships/builders.ts";
import { aLoadedPartnership, NOW, readingSummary, theFacts } from "./builders.ts";

function facts(overrides: Partial<OutcomeFacts> = {}): OutcomeFacts {
  return {
    kind: "partnership",
    subject: { id: anId("prt"), title: "Cedar County Promise" },
    wanted: [],
    partnership: aLoadedPartnership(),
    strategyIds: new Set(),
    commitments: [],
    hasOthers: false,
    isPartOfCommitments: false,
    summaries: theFacts().summaries,
    practice: NO_PRACTICE,
    now: NOW,
    ...overrides,
  };
}

describe("figures that held on a day", () => {
  it("are of periods that were over by it; the last day of one counts", () => {
    const periods = (day: string) => Object.keys(figuresBy(readingSummary(), day).sets.all ?? {});
    expect(periods("2024-06-29")).toHaveLength(2);
    expect(periods("2024-06-30")).toHaveLength(3);
  });

  it("leave out a breakdown that had none, and a baseline that was not over; a target stays", () => {
    const before = figuresBy(readingSummary(), "2022-06-29");
    expect(before.sets).toEqual({});
    expect(before.definition?.targets).toMatchObject([{ target: { value: 65 } }]);
    expect(before.definition?.targets[0]).not.toHaveProperty("baseline");
    expect(figuresBy(readingSummary(), "2022-06-30").definition?.targets[0]).toHaveProperty("baseline");
  });
});

describe("work as it stood on a day", () => {
  const change = SYSTEMS_CHANGES.view().parse({
    id: `sys_${"0".repeat(25)}1`,
    partnershipId: anId("prt"),
    createdAt: NOW,
    version: 3,
    recordedAt: NOW,
    title: "Filings are sealed",
    lever: { list: "four-levers@2021", code: "policies" },
    level: { list: "system-levels@1", code: "state" },
    status: "implemented",
    statusOn: "2025-05-02",
    transitions: [
      { status: "proposed", on: "2023-01-17" },
      { status: "adopted", on: "2024-05-02" },
      { status: "implemented", on: "2025-05-02" },
    ],
    phases: [{ list: "phases@1", code: "draft", on: "2024-01-01" }],
  });
  const changesOn = (day: string) => {
    const practice = { ...NO_PRACTICE, changes: { items: [change], isWhole: true } };
    return validOn(facts({ practice }), day).practice.changes.items;
  };

  it("is a change at the status it had come to, and none before its first", () => {
    expect(changesOn("2023-01-16")).toEqual([]);
    expect(changesOn("2023-12-31")).toMatchObject([
      { status: "proposed", statusOn: "2023-01-17", phases: [] },
    ]);
    expect(changesOn("2024-05-02")).toMatchObject([
      { status: "adopted", transitions: [{}, {}], phases: [{}] },
    ]);
    expect(changesOn("2026-01-01")).toEqual([change]);
  });

  it("is a gateway in force until the day it was withdrawn", () => {
    const withdrawal = { on: "2026-06-01", reason: "Figures were corrected" };
    const partnership = { ...aLoadedPartnership(), designations: [aDesignation({ withdrawal })] };
    const on = (day: string) => validOn(facts({ partnership }), day).partnership?.designations;
    expect(on("2026-02-11")).toEqual([]);
    expect(on("2026-05-31")?.[0]).not.toHaveProperty("withdrawal");
    expect(on("2026-06-01")).toMatchObject([{ withdrawal }]);
  });
});
