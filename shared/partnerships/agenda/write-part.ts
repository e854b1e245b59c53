import { fail, ok, type Result } from "../../platform/result.ts";
import { applyPatch, type Patch } from "../patch.ts";
import { referenceChecks } from "../reference.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "../write-partnership.ts";
import { agendaPart, partsOf, prefixOf, readWith } from "./agenda.store.ts";
import type { AgendaKind, Stamp } from "./agenda-kind.ts";

/**
 * Adds a part to the agenda of a partnership, in one transaction that checks what it names. Two rounds. Refused at a field that does
 * not fit, and with `conflict` where the partnership holds as many of the kind as it may, or as much text.
 */
export async function addPart<F extends object>(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly kind: AgendaKind<F>; readonly fields: F },
): Promise<Result<Written<F & Stamp>>> {
  const { kind, fields, partnershipId, now } = input;
  const value = { ...fields, id: deps.newId(kind.prefix), createdAt: now };
  const location = `/v1/partnerships/${partnershipId}/${kind.plural}/${value.id}`;
  return writePartnership(deps, { ...input, read: readWith([prefixOf(kind)]) }, ({ items }) => {
    const present = partsOf(items, kind);
    if (present.length >= kind.limit) {
      const detail = `A partnership holds at most ${kind.limit} ${kind.plural.replaceAll("-", " ")}.`;
      return fail({ code: "conflict", detail });
    }
    const idempotency = input.idempotency?.(201, location);
    return planned(input, { value, present, action: "added", idempotency });
  });
}

/** Changes a part of the agenda, for a reason; to end one is such a change. Refused like an addition, and with `not_found`. */
export async function changePart<F extends object>(
  deps: PartnershipDeps,
  input: PartnershipInput & {
    readonly kind: AgendaKind<F>;
    readonly partId: string;
    readonly patch: Patch;
  },
): Promise<Result<Written<F & Stamp>>> {
  const { kind, partId, patch } = input;
  return writePartnership(deps, { ...input, read: readWith([prefixOf(kind)]) }, ({ items }) => {
    const present = partsOf(items, kind);
    const part = present.find(({ id }) => id === partId);
    if (!part) return fail(noSuchPart(kind));
    const next = applyPatch(kind.schema(), part, patch);
    if (!next.ok) return next;
    return planned(input, { value: next.value, present, action: "changed", reason: patch.reason });
  });
}

/** What the parts of one kind may come to, as JSON: less than one Query brings, so that they are read in one round. */
const MOST_BYTES = 900_000;

/** The same answer for a part that another partnership has and for one that nobody has. */
export function noSuchPart(kind: Pick<AgendaKind<object>, "noun">) {
  return { code: "not_found" as const, detail: `This partnership has no such ${kind.noun}.` };
}

function planned<F extends object>(
  { kind, partnershipId }: PartnershipInput & { readonly kind: AgendaKind<F> },
  made: {
    readonly value: F & Stamp;
    readonly present: readonly (F & Stamp)[];
    readonly action: "added" | "changed";
    readonly reason?: string;
    readonly idempotency?: ReturnType<NonNullable<PartnershipInput["idempotency"]>> | undefined;
  },
) {
  const { value, present, action, reason, idempotency } = made;
  const checked = kind.check(value, present);
  if (!checked.ok) return checked;
  const all = [...present.filter(({ id }) => id !== value.id), value];
  if (Buffer.byteLength(JSON.stringify(all)) > MOST_BYTES) {
    const detail = `The ${kind.plural.replaceAll("-", " ")} of a partnership hold at most ${MOST_BYTES / 1000} KB together. Say it in fewer words, or where it can be read.`;
    return fail({ code: "conflict", detail });
  }
  const { checks: others, refusal } = referenceChecks(partnershipId, kind.references(value));
  const put = agendaPart(kind, value);
  const why = reason === undefined ? {} : { reason };
  return ok({ action: `${put.type}.${action}`, ...why, put, others, refusal, idempotency, value });
}
