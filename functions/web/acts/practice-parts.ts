import { listIndicators } from "../../../shared/measurement/read-indicator.ts";
import { accessTo } from "../../../shared/partnerships/access.store.ts";
import { showPartnership } from "../../../shared/partnerships/read-partnership.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Answered } from "../forms/call-api.ts";
import type { Field, Group, Option } from "../forms/form.ts";
import type { Visit } from "../signed-in.ts";

/** Indicators that a form offers. */
const MOST_OFFERED = 100;

/** What what is recorded can be linked to: the strategies and indicators of its partnership. */
export type Links = { readonly strategies: readonly Option[]; readonly indicators: readonly Option[] };

/** That the partnership of the address is one's own, for a form that writes to it. One round. */
export async function requireKeeper(
  { principal: { organisationId } }: Visit,
  deps: WebDeps,
  partnershipId: string,
): Promise<Result<undefined>> {
  const access = await accessTo(deps.table, partnershipId, organisationId);
  if (!access.ok) return access;
  if (access.value === "backbone") return ok(undefined);
  return fail({ code: "forbidden", detail: "Only the organisation that keeps the partnership does this." });
}

/** What a form of one's own partnership offers to link to; `forbidden` where it is only shared with one. Two rounds. */
export async function linksOf(visit: Visit, deps: WebDeps, partnershipId: string): Promise<Result<Links>> {
  const { organisationId } = visit.principal;
  const asked = { partnershipId, organisationId };
  const [own, partnership, indicators] = await Promise.all([
    requireKeeper(visit, deps, partnershipId),
    showPartnership(deps, { ...asked, now: visit.now }),
    listIndicators(deps, { ...asked, page: { limit: MOST_OFFERED } }),
  ]);
  if (!own.ok) return own;
  if (!partnership.ok) return partnership;
  if (!indicators.ok) return indicators;
  const toOption = ({ id, name }: { id: string; name: string }) => ({ value: id, text: name });
  return ok({
    strategies: partnership.value.strategies.map(toOption),
    indicators: indicators.value.items.map(toOption),
  });
}

/** The options, and beside them what was chosen before and is not among them: a form that does not show it would drop it. */
export function withChosen(
  options: readonly Option[],
  chosen: readonly (string | undefined)[] = [],
): readonly Option[] {
  const known = new Set<string | undefined>(options.map(({ value }) => value));
  const earlier = [...new Set(chosen)].filter((value) => value !== undefined && !known.has(value));
  return [...options, ...earlier.map((value = "") => ({ value, text: `Chosen before: ${value}` }))];
}

/** A box for each option, under a heading, and for what was chosen before; `ticked` reads what was ticked. Nothing where there are no options. */
export function boxes(
  name: string,
  legend: string,
  {
    options,
    chosen = [],
  }: { readonly options: readonly Option[]; readonly chosen?: readonly string[] | undefined },
): Group[] {
  const fields = withChosen(options, chosen).map(
    ({ value, text }): Field => ({
      kind: "check",
      name: `${name}.${value}`,
      label: text,
      value: chosen.includes(value) ? "yes" : undefined,
    }),
  );
  return fields.length === 0 ? [] : [{ kind: "group", legend, fields }];
}

/** The options that are ticked among boxes, in their order. */
export function ticked(filled: unknown): string[] {
  return Object.entries((filled ?? {}) as Record<string, boolean>).flatMap(([value, is]) =>
    is ? [value] : [],
  );
}

/** A list where it holds something; what is absent is left out of a body. */
export function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** A body for a change: fields that were emptied are taken away. */
export function emptied(
  body: Readonly<Record<string, unknown>>,
  optional: readonly string[],
): Record<string, unknown> {
  return { ...Object.fromEntries(optional.map((name) => [name, null])), ...body };
}

/** The page of what an operation made: its address without the API's prefix. */
export function madeAt({ location }: Answered): string {
  return (location ?? "").replace(/^\/v1/, "");
}
