import type * as z from "zod";
import type { AgendaKind } from "../../../shared/partnerships/agenda/agenda-kind.ts";
import { showPart } from "../../../shared/partnerships/agenda/read-agenda.ts";
import { addPart, changePart } from "../../../shared/partnerships/agenda/write-part.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema, writing } from "./partnerships.ts";

/** How the operations of a kind are called: "Activity" gives `addActivity`; `says` what each is for, beside what the noun tells. */
type Words = { readonly operation: string; readonly add: string; readonly says?: string };

/** The three operations on a kind of parts of the agenda: add one, read it, change it for a reason. */
export function agendaPartRoutes<F extends object>(kind: AgendaKind<F>, words: Words): readonly Route[] {
  const tag = "Agenda";
  const { operation, add, says } = words;
  const base = `/partnerships/{partnershipId}/${kind.plural}`;
  const path = `${base}/{partId}`;
  const params = lazy(() => PartnershipParamsSchema().extend({ partId: idSchema(kind.prefix) }));
  const one = { description: `The ${kind.noun}`, schema: kind.schema as () => z.ZodType };
  return [
    route({
      method: "post",
      path: base,
      operationId: `add${operation}`,
      tag,
      summary: add,
      description: `${says === undefined ? "" : `${says} `}At most ${kind.limit} a partnership. The ETag is the partnership's new version; \`If-Match\` is heeded, and not required.`,
      action: "partnership:write",
      params: PartnershipParamsSchema,
      body: kind.fields,
      responses: { 201: one },
      handle: async (input, deps) => {
        const added = await addPart(deps, { ...writing(input), kind, fields: input.body });
        if (!added.ok) return added;
        const { value, version } = added.value;
        const location = `/v1/partnerships/${input.params.partnershipId}/${kind.plural}/${value.id}`;
        return ok({ status: 201, body: value, version, location });
      },
    }),
    route({
      method: "get",
      path,
      operationId: `read${operation}`,
      tag,
      summary: `One ${kind.noun} of a partnership`,
      action: "partnership:read",
      params,
      responses: { 200: one },
      handle: async ({ params: at, principal: { organisationId } }, deps) => {
        const shown = await showPart(deps, { ...at, organisationId, kind });
        return shown.ok ? ok({ status: 200, body: shown.value.value, version: shown.value.version }) : shown;
      },
    }),
    route({
      method: "patch",
      path,
      operationId: `change${operation}`,
      tag,
      summary: `Change or end one ${kind.noun}, for a reason`,
      description: "What is over is ended on a day and stays; nothing is removed.",
      action: "partnership:write",
      params,
      body: kind.patch,
      requiresVersion: true,
      responses: { 200: one },
      handle: async (input, deps) => {
        const { partId } = input.params;
        const changed = await changePart(deps, { ...writing(input), kind, partId, patch: input.body });
        if (!changed.ok) return changed;
        return ok({ status: 200, body: changed.value.value, version: changed.value.version });
      },
    }),
  ];
}
