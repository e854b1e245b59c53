import * as z from "zod";
import { type IdPrefix, idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { addDays, DateSchema } from "../platform/time.ts";
import { type Patch, patchSchema } from "./patch.ts";
import type { Reference } from "./reference.ts";

/** Who reads a record: the partnership's backbone alone, or also those whom the partnership is shared with. */
const VISIBILITIES = ["partnership", "readers"] as const;

/** The field that every record has of who reads it. */
export const VisibilityShape = lazy(() => ({
  visibility: z.enum(VISIBILITIES).default("readers").meta({
    description: "`readers`: also whom the partnership is shared with. `partnership`: its backbone.",
  }),
}));

const WithdrawnSchema = lazy(() =>
  z.strictObject({ on: DateSchema(), reason: z.string() }).meta({
    id: "RecordWithdrawn",
    description:
      "That it should not have been recorded: it stays with the reason, and nothing rests on it any more.",
  }),
);

type Visible = { readonly visibility: (typeof VISIBILITIES)[number] };
export type RecordStamp = {
  readonly id: string;
  readonly partnershipId: string;
  readonly createdAt: string;
  readonly withdrawn?: { readonly on: string; readonly reason: string } | undefined;
};
/** A record as it is stored. */
export type Recorded<R> = R & RecordStamp;
/** A record as the API shows it. */
export type RecordView<R> = Recorded<R> & { readonly version: number; readonly recordedAt: string };

/**
 * One kind of what a partnership goes on recording: an aggregate each, listed by partnership. `F` is what people send and may
 * change, `R` what is stored: those fields, and the state that other operations move.
 */
export type RecordKind<F extends object, R extends object> = {
  readonly prefix: IdPrefix;
  readonly noun: string;
  /** The segment of its addresses. */
  readonly plural: string;
  readonly fields: () => z.ZodType<F>;
  readonly stored: () => z.ZodType<Recorded<R>>;
  readonly view: () => z.ZodType<RecordView<R>>;
  readonly patch: () => z.ZodType<Patch>;
  /** What is stored of what was sent. */
  readonly begin: (fields: F, now: string) => Result<R>;
  readonly references: (record: R) => readonly Reference[];
  /** `before` is the record as it stood, where it is changed. */
  readonly check: (record: R, now: string, before?: R) => Result<unknown>;
  /** By what its list is sorted, before its id. */
  readonly listedBy: (record: Recorded<R>) => string;
  /** The states by which its list can be narrowed: `listedBy` then begins with one of them and "#". */
  readonly states?: readonly [string, ...string[]];
  /** Whether the list begins with the earliest; otherwise with the latest. */
  readonly ascending?: boolean;
};

type Definition<F extends object, R extends object> = Omit<
  RecordKind<F, R>,
  "stored" | "view" | "patch" | "check" | "begin"
> & {
  /** The name of its schema in the API's document. */
  readonly title: string;
  readonly description?: string;
  /** Of what is sent, the fields that may be changed later; all of them unless told otherwise. */
  readonly changeable?: () => z.ZodType;
  /** What is stored beside what is sent. */
  readonly state?: () => z.ZodRawShape;
  readonly check?: RecordKind<F, R>["check"];
  /** Left out where nothing is stored beside what is sent. */
  readonly begin?: RecordKind<F, R>["begin"];
};

/** A kind from what is particular to it: its stored and shown shapes and its changes follow from its fields. */
export function recordKind<F extends object, R extends object = F>(
  definition: Definition<F, R>,
): RecordKind<F, R> {
  const { title, description, changeable, state, check, begin, ...rest } = definition;
  const words = { id: title, ...(description === undefined ? {} : { description }) };
  const stored = lazy(() => {
    const fields: z.ZodType = rest.fields();
    if (!(fields instanceof z.ZodObject)) throw new Error("A record is an object.");
    const stamp = {
      id: idSchema(rest.prefix),
      partnershipId: idSchema("prt"),
      createdAt: z.iso.datetime(),
      withdrawn: WithdrawnSchema().optional(),
    };
    return fields.extend({ ...state?.(), ...stamp });
  });
  const version = { version: z.int().positive(), recordedAt: z.iso.datetime() };
  return {
    ...rest,
    // The shapes are put together at run time; what they come to is what `F` and `R` say.
    stored: stored as unknown as () => z.ZodType<Recorded<R>>,
    view: lazy(() => stored().extend(version).meta(words) as unknown as z.ZodType<RecordView<R>>),
    patch: lazy(() => patchSchema((changeable ?? rest.fields)(), { id: `${title}Patch` })),
    begin: begin ?? ((fields) => ok(fields as unknown as R)),
    check: check ?? (() => ok(undefined)),
  };
}

/** Records that were not withdrawn. */
export function standing<R>(records: readonly RecordView<R>[]): RecordView<R>[] {
  return records.filter(({ withdrawn }) => withdrawn === undefined);
}

/** Whether others than the backbone may read a record. */
export function isForReaders(record: object): boolean {
  return (record as Partial<Visible>).visibility !== "partnership";
}

/** Refuses a day that is still ahead, at its field. Somewhere on earth it is tomorrow already. */
export function checkNotAhead(day: string | undefined, now: string, pointer: string): Result<undefined> {
  if (day === undefined || day <= addDays(now.slice(0, 10), 1)) return ok(undefined);
  return fail(invalidAt(pointer, "This day is still ahead."));
}
