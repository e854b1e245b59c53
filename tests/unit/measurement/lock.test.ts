import { describe, expect, test } from "vitest";
import {
  holdOver,
  type LockException,
  NewPeriodLockSchema,
  type PeriodLock,
} from "../../../shared/measurement/controls/lock.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { IND, NOW, ORG, PER } from "./builders.ts";

const by = { principalId: PER, organisationId: ORG };
const OTHER = `ind_${"0".repeat(25)}2`;
const aLock = (fields: Partial<PeriodLock> = {}): PeriodLock => ({
  id: `lck_${"0".repeat(26)}`,
  through: "2025-06-30",
  reason: "Reported to the state",
  at: NOW,
  by,
  ...fields,
});
const anException = (fields: Partial<LockException> = {}): LockException => ({
  id: `exc_${"0".repeat(26)}`,
  from: "2024-07-01",
  through: "2025-06-30",
  until: "2026-12-01T00:00:00.000Z",
  reason: "The state restated the year",
  at: NOW,
  by,
  ...fields,
});
const hold = (
  locks: readonly PeriodLock[],
  exceptions: readonly LockException[] = [],
  period = schoolYear(2024),
) => holdOver({ locks, exceptions }, { indicatorId: IND, period }, NOW);

describe("a lock", () => {
  test("through a day is over every period that ends by it, and over none that still runs then", () => {
    expect(hold([aLock()])).toEqual({ lock: aLock() });
    expect(hold([aLock()], [], schoolYear(2010))).toEqual({ lock: aLock() });
    expect(hold([aLock({ through: "2025-06-29" })])).toBeUndefined();
    expect(hold([aLock()], [], schoolYear(2025))).toBeUndefined();
  });

  test("of some days is over the periods that lie whole within them", () => {
    const year = aLock({ from: "2024-07-01" });
    const october = { start: "2024-10-01", end: "2024-10-31", kind: "month" } as const;
    expect(hold([year], [], october)).toEqual({ lock: year });
    expect(hold([year], [], schoolYear(2023))).toBeUndefined();
  });

  test("of one indicator leaves the others open", () => {
    expect(hold([aLock({ indicatorId: OTHER })])).toBeUndefined();
    expect(hold([aLock({ indicatorId: IND })])).toMatchObject({ lock: { indicatorId: IND } });
  });

  test("of days in the wrong order is refused", () => {
    const days = { from: "2025-07-01", through: "2025-06-30", reason: "Reported" };
    expect(NewPeriodLockSchema().safeParse(days).error?.issues[0]?.path).toEqual(["through"]);
  });
});

describe("an exception", () => {
  test("allows what it covers while it lasts, and nothing else", () => {
    const id = { exceptionId: anException().id };
    expect(hold([aLock()], [anException()])).toEqual(id);
    expect(hold([aLock()], [anException({ until: NOW })])).toEqual({ lock: aLock() });
    expect(hold([aLock()], [anException({ indicatorId: OTHER })])).toEqual({ lock: aLock() });
    expect(hold([aLock()], [anException()], schoolYear(2023))).toEqual({ lock: aLock() });
  });

  test("is not used where nothing is locked", () => {
    expect(hold([], [anException()])).toBeUndefined();
  });
});
