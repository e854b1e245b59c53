import { findTitles, type SightedFile } from "../../../shared/interchange/find-titles.ts";
import { ColumnMappingSchema, openObservationTable } from "../../../shared/interchange/index.ts";
import { listIndicators } from "../../../shared/measurement/read-indicator.ts";
import { defined } from "../../../shared/platform/defined.ts";
import type { ProblemPlace } from "../../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Form, Input, SentFile } from "../forms/form.ts";
import { fileParts } from "./file-parts.ts";

const MOST_OFFERED = 100;
const MAPPING = "/options/mapping";

type Indicator = {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly ratePer?: number | undefined;
};

/** Sends a file of figures to be looked at: its columns are found, nothing is recorded until somebody applies what was found. */
export const sendFileForm: MakeForm = async ({ principal, c }, deps) => {
  const partnershipId = c.req.param("partnershipId") ?? "";
  const page = { limit: MOST_OFFERED };
  const { organisationId } = principal;
  const listed = await listIndicators(deps, { partnershipId, organisationId, page });
  if (!listed.ok) return listed;
  const indicators: readonly Indicator[] = listed.value.items;
  if (indicators.length === 0)
    return fail({
      code: "conflict",
      detail: "No indicator is recorded yet: there is nothing to send figures for.",
    });
  return ok({
    title: "Send a file of figures",
    lead: "The file is looked at first: what is new, what would change, what cannot be read and in which cell. Nothing is recorded until you say so.",
    parts: fileParts(indicators.map(({ id, name }) => ({ value: id, text: name }))),
    prepare: (body, input) => toImport(body as Filled, input, indicators),
    uploading: {
      field: "file",
      again: ({ location }) => `${ofImport(location)}/upload`,
      next: ({ location }) => `${ofImport(location)}/start`,
    },
    submit: "Look at the file",
    call: { method: "POST", path: "/imports" },
    back: { address: `/partnerships/${partnershipId}/data`, text: "Data" },
    done: ({ location }) => ({
      address: `/partnerships/${partnershipId}/data${ofImport(location)}`,
      notice: "file-sent",
    }),
  } satisfies Form);
};

function ofImport(location: string | undefined): string {
  return (location ?? "").replace(/^\/v1/, "");
}

type Part = { readonly column?: string; readonly constant?: string };
type Filled = {
  readonly form?: string;
  readonly fileName?: string;
  readonly options: {
    readonly indicatorId?: string;
    readonly source?: string;
    readonly reason?: string;
    readonly protectedAtSource?: boolean;
    readonly mapping?: {
      readonly place?: Part & { readonly codes?: readonly string[] };
      readonly placeName?: string;
      readonly period?: Part & { readonly style?: string };
      readonly dimensions?: readonly { readonly dimension?: string; readonly column?: string }[];
      readonly numerator?: string;
      readonly denominator?: string;
      readonly value?: string;
      readonly hidden?: readonly string[];
    };
  };
};

/** The import that a filled form asks for; of a file that is no template, with what its columns are. */
async function toImport(
  filled: Filled,
  input: Input,
  indicators: readonly Indicator[],
): Promise<Result<unknown>> {
  const { form, fileName = "", options } = filled;
  const { mapping: _said, indicatorId: _indicator, ...common } = options;
  if (form === "template")
    return ok({ kind: "observations-template", fileName, dryRun: true, options: common });
  const indicator = indicators.find(({ id }) => id === options.indicatorId);
  if (!indicator) return invalid([{ pointer: "/options/indicatorId", detail: "Choose one." }]);
  const mapping = await mappingOf(input.file?.("file"), filled, indicator);
  if (!mapping.ok) return mapping;
  const whole = { ...common, indicatorId: indicator.id, mapping: mapping.value };
  return ok({ kind: "observations", fileName, dryRun: true, options: whole });
}

/** What was said of the columns, and of what was not said what their titles suggest; refused at the fields that are left to say. */
async function mappingOf(
  file: SentFile | undefined,
  { options }: Filled,
  { unit, ratePer }: Indicator,
): Promise<Result<unknown>> {
  if (!file) return invalid([{ pointer: "/fileName", detail: "Choose a file." }]);
  const sighted = await findTitles(file.bytes, file);
  if (!sighted.ok) return invalid([{ pointer: "/fileName", detail: sighted.problem.detail }]);
  const said = options.mapping ?? {};
  const found = merged(said, sighted.value);
  const lacking = lacks(found, sighted.value);
  if (lacking.length > 0) return invalid(lacking);
  const parsed = ColumnMappingSchema().safeParse({
    ...found,
    format: "long",
    unit,
    ...(ratePer === undefined ? {} : { per: ratePer }),
    delimiter: sighted.value.delimiter,
  });
  if (!parsed.success)
    return invalid(
      parsed.error.issues.map(({ path, message }) => ({
        pointer: `${MAPPING}/${path.join("/")}`,
        detail: message,
      })),
    );
  const opened = openObservationTable(sighted.value.source, parsed.data);
  if (opened.ok) return ok(parsed.data);
  const { errors = [], detail } = opened.problem;
  if (errors.length === 0) return invalid([{ pointer: "/fileName", detail }]);
  return invalid(errors.map((error) => ({ ...error, pointer: MAPPING + (error.pointer ?? "") })));
}

type Said = NonNullable<Filled["options"]["mapping"]>;

function merged(said: Said, { suggestion: { mapping: suggested } }: SightedFile) {
  const { place, period, dimensions = [], hidden } = said;
  const named = dimensions.filter(({ column }) => column !== undefined);
  const figures = defined({ numerator: said.numerator, denominator: said.denominator, value: said.value });
  const { numerator, denominator, value } = suggested;
  const isSaid = period?.column !== undefined || period?.constant !== undefined;
  const codes = Object.fromEntries((place?.codes ?? []).map(codeIn));
  const at = place?.column === undefined ? suggested.place : { column: place.column };
  return defined({
    place: at && { ...at, codes },
    placeName: said.placeName ?? suggested.placeName,
    period: isSaid ? period : suggested.period,
    dimensions: named.length > 0 ? named : suggested.dimensions,
    ...(Object.keys(figures).length > 0 ? figures : defined({ numerator, denominator, value })),
    hidden,
  });
}

/** "State of Connecticut = CT": what the file prints, and the code of the place. */
function codeIn(line: string): readonly [string, string] {
  const [printed = "", code = ""] = line.split("=").map((part) => part.trim());
  return [printed, code];
}

function lacks(mapping: ReturnType<typeof merged>, { titles }: SightedFile): ProblemPlace[] {
  const list = `The file has the columns: ${titles.filter(Boolean).join(", ").slice(0, 300)}.`;
  const hasFigure = "value" in mapping || "numerator" in mapping;
  return [
    ...("place" in mapping
      ? []
      : [{ pointer: `${MAPPING}/place/column`, detail: `Say which column names the place. ${list}` }]),
    ...("period" in mapping
      ? []
      : [
          {
            pointer: `${MAPPING}/period/constant`,
            detail: `No column says the period. Write which one the file is of, like 2018-19. ${list}`,
          },
        ]),
    ...(hasFigure
      ? []
      : [{ pointer: `${MAPPING}/value`, detail: `Say which columns hold the figures. ${list}` }]),
  ];
}

function invalid(errors: readonly ProblemPlace[]): Result<never> {
  const detail = "Mend what is said below, choose the file once more, and send it again.";
  return fail({ code: "validation_failed", detail, errors });
}
