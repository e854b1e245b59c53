import * as z from "zod";
import { type IdPrefix, idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { DateSchema } from "../../platform/time.ts";
import { type Patch, patchSchema } from "../patch.ts";
import type { Reference } from "../reference.ts";

/** What a part of the agenda holds beside what people say of it. */
export type Stamp = { readonly id: string; readonly createdAt: string };

/** One kind of parts of an agenda: what is said of one, how many there may be, and what it rests on. */
export type AgendaKind<F extends object> = {
  readonly prefix: IdPrefix;
  /** How it is called in the history, and in sentences. */
  readonly noun: string;
  /** The segment of its addresses, and its name in the agenda. */
  readonly plural: string;
  /** So many a partnership, ended ones included: the agenda is read whole. */
  readonly limit: number;
  readonly fields: () => z.ZodType<F>;
  readonly schema: () => z.ZodType<F & Stamp>;
  readonly patch: () => z.ZodType<Patch>;
  readonly references: (part: F) => readonly Reference[];
  readonly check: (part: F & Stamp, among: readonly (F & Stamp)[]) => Result<unknown>;
};

type Definition<F extends object> = Pick<
  AgendaKind<F>,
  "prefix" | "noun" | "plural" | "limit" | "fields" | "references"
> & {
  /** The name of its schema in the API's document. */
  readonly title: string;
  readonly description?: string;
  readonly check?: AgendaKind<F>["check"];
};

/** A kind from what is particular to it: its stored shape and its changes follow from its fields. */
export function agendaKind<F extends object>(definition: Definition<F>): AgendaKind<F> {
  const { title, description, fields, check, ...rest } = definition;
  const words = description === undefined ? {} : { description };
  const stored = lazy(() => {
    const named = fields();
    if (!(named instanceof z.ZodObject)) throw new Error("A part of an agenda is an object.");
    const stamp = { id: idSchema(rest.prefix), createdAt: z.iso.datetime() };
    return named.extend(stamp).meta({ id: title, ...words }) as unknown as z.ZodType<F & Stamp>;
  });
  return {
    ...rest,
    fields,
    schema: stored,
    patch: lazy(() => patchSchema(fields(), { id: `${title}Patch` })),
    check: (part, among) => {
      const inOrder = checkDays(part as Days);
      return inOrder.ok && check ? check(part, among) : inOrder;
    },
  };
}

/** From when to when something of the agenda holds; what is over is ended, never removed. */
export const DaysShape = lazy(() => ({
  startedOn: DateSchema().optional(),
  endedOn: DateSchema()
    .optional()
    .meta({ description: "Its last day. What is over stays, with the day; nothing is removed." }),
}));
export type Days = { startedOn?: string | undefined; endedOn?: string | undefined };

function checkDays({ startedOn, endedOn }: Days): Result<undefined> {
  if (startedOn !== undefined && endedOn !== undefined && endedOn < startedOn)
    return fail(invalidAt("/endedOn", "It ends before it starts."));
  return ok(undefined);
}

/** Whether something holds on a day. */
export function isCurrent({ startedOn, endedOn }: Days, day: string): boolean {
  return (startedOn === undefined || startedOn <= day) && (endedOn === undefined || endedOn >= day);
}
