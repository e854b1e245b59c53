import type { CellView } from "../../../shared/measurement/observation.ts";
import type { ProblemPlace } from "../../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import { periodLabel } from "../../../shared/platform/time.ts";
import { dimensionLabel } from "../../../shared/publication/published/labels.ts";
import { formatValue, statusWords } from "../../../shared/reporting/wording/format.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Rows } from "../forms/form.ts";
import { readTypedCells, type TypedCell } from "../read-typed-cells.ts";
import { typedElsewhere } from "../views/typed-elsewhere.tsx";

/** More than fit on a page that one still finds one's way in. */
const MOST_CELLS = 200;

type Written = {
  readonly numerator?: number;
  readonly denominator?: number;
  readonly value?: string;
  readonly period: TypedCell["period"];
  readonly dimensions: TypedCell["dimensions"];
};
type Body = {
  readonly reason?: string;
  readonly source?: string;
  readonly observations?: readonly Written[];
};

/**
 * Types the figures of an indicator in a grid: a row a period and group, what is recorded beside. What is left empty stays as it is; all
 * that is typed is recorded together, or nothing of it. A figure typed over another restates it, for a reason.
 */
export const typeFiguresForm: MakeForm = async ({ principal, c, now }, deps) => {
  const [partnershipId, indicatorId] = [c.req.param("partnershipId") ?? "", c.req.param("indicatorId") ?? ""];
  const table = c.req.param("table") ?? "all";
  const { organisationId } = principal;
  const read = await readTypedCells(deps, { partnershipId, indicatorId, organisationId, table, now });
  if (!read.ok) return read;
  const { indicator, tables, source } = read.value;
  const cells = read.value.cells.slice(0, MOST_CELLS);
  if (indicator.partnershipId !== partnershipId || cells.length === 0)
    return fail({ code: "not_found", detail: "There is no such breakdown of an indicator here." });
  const page = `/partnerships/${partnershipId}/indicators/${indicatorId}`;
  return ok({
    title: "Type figures",
    lead: typedElsewhere({ page, table, tables, place: indicator.placeName, label: dimensionLabel }),
    parts: [gridOf(cells), ...provenance(source)],
    fixed: { mode: "all-or-nothing" },
    shape: (body) => ({ ...body, observations: (body as Body).observations?.map(observationOf) ?? [] }),
    prepare: async (body) => checked(body as Body, cells),
    submit: "Record what was typed",
    call: { method: "POST", path: "/observations" },
    back: { address: page, text: indicator.name },
    done: () => ({ address: page, notice: "figures-recorded" }),
  });
};

function gridOf(cells: readonly TypedCell[]): Rows {
  return {
    kind: "rows",
    layout: "table",
    name: "cells",
    pointer: "/observations",
    legend: "Figures",
    hint: "Empty ones stay as they are. Give counts where you have them: how many, and of how many. A figure alone has a point for its decimals, like 65.5.",
    rowLegend: (index) => legendOf(cells[index]),
    rowKey: (index) => keyOf(cells[index]),
    count: cells.length,
    most: cells.length,
    fields: (index) => fieldsOf(cells[index]),
  };
}

function legendOf(cell: TypedCell | undefined): string {
  if (!cell) return "";
  const group = Object.values(cell.labels).join(", ") || "All";
  return `${periodLabel(cell.period)}, ${group}: ${standingWords(cell)}`;
}

/** What a row is of, so that what was typed stays with it. */
function keyOf(cell: TypedCell | undefined): string {
  return cell ? [cell.period.end, ...Object.values(cell.dimensions)].join("_").replace(/[^\w-]/g, "-") : "";
}

function standingWords({ standing, indicator }: TypedCell): string {
  if (!standing) return "nothing yet";
  const { value, numerator, denominator, status } = standing;
  if (value === null) return statusWords({ status });
  const counts = numerator === null || denominator === null ? "" : ` (${numerator} of ${denominator})`;
  return formatValue(value, indicator) + counts;
}

function fieldsOf(cell: TypedCell | undefined): readonly Field[] {
  if (!cell) return [];
  const { indicator, period, dimensions } = cell;
  const counted: readonly Field[] =
    indicator.unit === "percent" || indicator.unit === "rate"
      ? [
          { kind: "number", name: "numerator", label: "How many" },
          { kind: "number", name: "denominator", label: "Of how many" },
        ]
      : [];
  return [
    ...counted,
    {
      kind: "text",
      name: "value",
      label: counted.length > 0 ? "Or the figure alone" : "Figure",
      most: 20,
    },
    { kind: "fixed", name: "period", label: "Period", content: period },
    { kind: "fixed", name: "dimensions", label: "Group", content: dimensions },
    { kind: "fixed", name: "indicatorId", label: "Indicator", content: indicator.id },
  ];
}

function provenance(source: string | undefined): readonly Field[] {
  return [
    {
      kind: "text",
      name: "source",
      label: "Where they come from",
      hint: "Shown with every figure. Like: District office, attendance of September.",
      value: source,
      most: 300,
      isRequired: true,
    },
    {
      kind: "area",
      name: "reason",
      label: "Why recorded figures change, if some do",
      hint: "It stands beside the old and the new figure for everybody who may read them.",
    },
  ];
}

/** A row as the API takes it; what is no number goes as it is, to be refused at its place. */
function observationOf({ value, ...row }: Written) {
  if (value === undefined) return row;
  const number = Number(value);
  return { ...row, value: Number.isNaN(number) ? value : number };
}

/** Says at the field for it that a reason is missing, which the operation would say of each row. */
function checked(body: Body, cells: readonly TypedCell[]): Result<unknown> {
  const rows = body.observations ?? [];
  if (rows.length === 0) return refuse([{ pointer: "/observations", detail: "Type at least one figure." }]);
  const standing = new Map(cells.map((cell) => [placeOf(cell), cell.standing]));
  const isChange = rows.some((row) => {
    const stands = standing.get(placeOf(row));
    return stands !== undefined && !isSame(row, stands);
  });
  if (isChange && body.reason === undefined)
    return refuse([
      { pointer: "/reason", detail: "Say why: a figure that you typed is recorded already, and changes." },
    ]);
  return ok(body);
}

function refuse(errors: readonly ProblemPlace[]): Result<never> {
  return fail({ code: "invalid_request", detail: "Nothing was recorded.", errors });
}

function placeOf({ period, dimensions }: Pick<TypedCell, "period" | "dimensions">): string {
  return JSON.stringify([period.start, period.end, Object.entries(dimensions).sort()]);
}

function isSame(row: Written, standing: CellView): boolean {
  if (row.value !== undefined) return Number(row.value) === standing.value;
  return row.numerator === standing.numerator && row.denominator === standing.denominator;
}
