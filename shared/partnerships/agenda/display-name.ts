import { randomBytes } from "node:crypto";
import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { attributesOf, type Part } from "../../platform/aggregate.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Item } from "../../platform/table.ts";
import { addDays, DateSchema } from "../../platform/time.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "../write-partnership.ts";
import { partsOf, prefixOf, readWith } from "./agenda.store.ts";
import { SEATS } from "./seat.ts";
import { noSuchPart } from "./write-part.ts";

export const NAMES = "X#NAME#";

/** How whoever holds a seat asked to be called, and the day on which they agreed to be named. */
export const DisplayNameSchema = lazy(() =>
  z.strictObject({ displayName: z.string().trim().min(1).max(100), consentedOn: DateSchema() }).meta({
    id: "DisplayName",
    description:
      "Personal data, held apart: erased as a whole, and the history keeps a salted digest of it only.",
    examples: [{ displayName: "A tenant", consentedOn: "2026-02-12" }],
  }),
);
export type DisplayName = z.infer<ReturnType<typeof DisplayNameSchema>>;

export const ErasureSchema = lazy(() => z.strictObject({ reason: ReasonSchema() }));

type Naming = PartnershipInput & { readonly seatId: string };

/** Shows a name at a seat, by the wish of who holds it. Refused for a day to come, and with `not_found`. Two rounds. */
export async function nameSeat(
  deps: PartnershipDeps,
  input: Naming & { readonly name: DisplayName },
): Promise<Result<Written<DisplayName>>> {
  const { seatId, name, now } = input;
  // Somewhere on earth it is tomorrow already.
  if (name.consentedOn > addDays(now.slice(0, 10), 1))
    return fail(invalidAt("/consentedOn", "This day is still ahead."));
  return writePartnership(deps, { ...input, read: readWith([prefixOf(SEATS), NAMES]) }, ({ items }) => {
    if (!partsOf(items, SEATS).some(({ id }) => id === seatId)) return fail(noSuchPart(SEATS));
    return ok({ action: "seat.named", put: namePart(seatId, name), value: name });
  });
}

/** Erases the name at a seat, for a reason that names nobody: nothing of it is left but that there was one. */
export async function eraseName(
  deps: PartnershipDeps,
  input: Naming & { readonly reason: string },
): Promise<Result<Written<undefined>>> {
  const { seatId, reason } = input;
  return writePartnership(deps, { ...input, read: readWith([NAMES]) }, ({ items }) => {
    const { sk } = namePart(seatId, { displayName: "", consentedOn: "" });
    if (!items.some((item) => item.sk === sk))
      return fail({ code: "not_found", detail: "There is no name at this seat." });
    return ok({ action: "seat.name-erased", reason, remove: sk, value: undefined });
  });
}

/** The names among items of a partnership's partition, by seat. */
export function namesOf(items: readonly Item[]): ReadonlyMap<string, DisplayName> {
  const named = items.filter(({ sk }) => sk.startsWith(NAMES));
  return new Map(
    named.map((item) => {
      const { salt: _, ...name } = attributesOf(item);
      return [item.sk.slice(NAMES.length), DisplayNameSchema().parse(name)] as const;
    }),
  );
}

function namePart(seatId: string, name: DisplayName): Part {
  const salt = randomBytes(16).toString("base64url");
  return {
    sk: `${NAMES}${seatId}`,
    type: "display-name",
    attributes: { ...name, salt },
    personal: true,
  };
}
