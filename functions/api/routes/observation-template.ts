import * as z from "zod";
import { templateCsv, templateXlsx } from "../../../shared/interchange/template/write-template.ts";
import {
  CellQuerySchema,
  readExpectedCells,
} from "../../../shared/measurement/calendar/read-expected-cells.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";

const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const FORMATS = ["xlsx", "csv"] as const;
const QuerySchema = lazy(() =>
  CellQuerySchema().safeExtend({
    format: z.enum(FORMATS).optional().meta({
      description: "For where no Accept header can be sent; it goes before one.",
    }),
  }),
);

export const observationTemplateRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/observation-template",
    operationId: "readObservationTemplate",
    tag: "Observations",
    summary: "A spreadsheet with exactly the figures that are expected, to be filled in and sent back",
    description:
      "A row is one figure: an indicator, a period, a place and a subgroup, with the words for each and empty cells for numerator, denominator, value, status, stage and note. Filled in, it is sent back as an import of kind \"observations-template\", which needs no mapping; rows left empty are not recorded. Subgroups are those that have figures, as far as the scheme that the indicator names still has them; before there are any, those of the scheme's first whole. At most 5,000 rows. For the partnership's owner.",
    action: "observation:read",
    params: PartnershipSchema,
    query: QuerySchema,
    formats: FORMATS,
    responses: { 200: { description: "The template", schema: () => z.string() } },
    handle: async ({ params, query, principal: { organisationId }, format: accepted }, deps) => {
      const { format = accepted, ...asked } = query;
      const cells = await readExpectedCells(deps.table, { ...params, organisationId, query: asked });
      if (!cells.ok) return cells;
      const file =
        format === "csv" ? { text: templateCsv(cells.value) } : { bytes: await templateXlsx(cells.value) };
      const headers = { "content-disposition": `attachment; filename="observation-template.${format}"` };
      return ok({ status: 200, format, headers, ...file });
    },
  }),
];
