import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema, type Period } from "../../platform/time.ts";
import type { AgreementHold } from "../agreements/agreement.ts";

const AuthorSchema = lazy(() => z.object({ principalId: z.string(), organisationId: z.string() }));
const EndSchema = lazy(() => z.object({ at: z.iso.datetime(), by: AuthorSchema(), reason: z.string() }));

/** Days between which periods lie whole, both included; without a first day, all that end by the last one. */
const DAYS = {
  from: () => DateSchema().optional().meta({ description: "Left out: from the beginning." }),
  through: () => DateSchema(),
};

function checkDays(
  { from, through }: { from?: string | undefined; through: string },
  context: z.RefinementCtx,
): void {
  if (from !== undefined && from > through)
    context.addIssue({ code: "custom", path: ["through"], message: "The last day lies before the first." });
}

/** Which periods are to be locked: of one indicator, or of all of the partnership's. */
export const NewPeriodLockSchema = lazy(() =>
  z
    .strictObject({
      indicatorId: idSchema("ind").optional(),
      from: DAYS.from(),
      through: DAYS.through(),
      reason: ReasonSchema(),
    })
    .superRefine(checkDays)
    .meta({ id: "NewPeriodLock", examples: [{ through: "2025-06-30", reason: "Reported to the state" }] }),
);
export type NewPeriodLock = z.infer<ReturnType<typeof NewPeriodLockSchema>>;

/** A lock: nothing is recorded or revised in periods that lie within its days, until it is lifted. */
export const PeriodLockSchema = lazy(() =>
  z
    .object({
      id: idSchema("lck"),
      indicatorId: idSchema("ind").optional(),
      from: DAYS.from(),
      through: DAYS.through(),
      reason: z.string(),
      at: z.iso.datetime(),
      by: AuthorSchema(),
      lifted: EndSchema().optional(),
    })
    .meta({ id: "PeriodLock" }),
);
export type PeriodLock = z.infer<ReturnType<typeof PeriodLockSchema>>;

export const NewLockExceptionSchema = lazy(() =>
  z
    .strictObject({
      indicatorId: idSchema("ind").optional(),
      from: DAYS.from(),
      through: DAYS.through(),
      until: z.iso.datetime({ offset: true }),
      reason: ReasonSchema(),
    })
    .superRefine(checkDays)
    .meta({
      id: "NewPeriodLockException",
      examples: [
        {
          indicatorId: "ind_01J9ZC5V7N8Q2R4S6T8V0W2X4Y",
          from: "2024-07-01",
          through: "2025-06-30",
          until: "2026-03-31T17:00:00Z",
          reason: "The state restated this year",
        },
      ],
    }),
);
export type NewLockException = z.infer<ReturnType<typeof NewLockExceptionSchema>>;

/** Leave to record in locked periods for a while. Every revision that was recorded by it names it. */
export const LockExceptionSchema = lazy(() =>
  z
    .object({
      id: idSchema("exc"),
      indicatorId: idSchema("ind").optional(),
      from: DAYS.from(),
      through: DAYS.through(),
      until: z.iso.datetime(),
      reason: z.string(),
      at: z.iso.datetime(),
      by: AuthorSchema(),
      withdrawn: EndSchema().optional(),
    })
    .meta({ id: "PeriodLockException" }),
);
export type LockException = z.infer<ReturnType<typeof LockExceptionSchema>>;

/** Why a lock is lifted or an exception withdrawn. */
export const EndingSchema = lazy(() => z.strictObject({ reason: ReasonSchema() }).meta({ id: "LockEnding" }));

/**
 * What is over figures that would be recorded: a lock, an exception that is used, a second person who has to look at them first, and
 * what the agreement says that they name.
 */
export type Hold = {
  readonly lock?: PeriodLock;
  readonly exceptionId?: string;
  readonly review?: true;
  readonly agreement?: AgreementHold;
};

type Days = Pick<PeriodLock, "indicatorId" | "from" | "through">;

/**
 * Whether figures of an indicator in a period may be recorded now: undefined where no lock is over them, else the first lock, or the
 * first exception that is in force and covers them.
 */
export function holdOver(
  controls: { readonly locks: readonly PeriodLock[]; readonly exceptions: readonly LockException[] },
  at: { readonly indicatorId: string; readonly period: Period },
  now: string,
): Hold | undefined {
  const lock = controls.locks.find((one) => covers(one, at));
  if (!lock) return undefined;
  const exception = controls.exceptions.find((one) => covers(one, at) && one.until > now);
  return exception ? { exceptionId: exception.id } : { lock };
}

/** A period is covered where it lies whole within the days: one that is still running when they end is not. */
function covers(days: Days, at: { readonly indicatorId: string; readonly period: Period }): boolean {
  if (days.indicatorId !== undefined && days.indicatorId !== at.indicatorId) return false;
  return (days.from === undefined || at.period.start >= days.from) && at.period.end <= days.through;
}

/** How a refused row names the lock. */
export function lockWords({ id, from, through, reason }: PeriodLock): string {
  const days = from === undefined ? `through ${through}` : `from ${from} through ${through}`;
  return `Periods ${days} are locked by ${id}: "${reason}". Ask for an exception, or have the lock lifted.`;
}
