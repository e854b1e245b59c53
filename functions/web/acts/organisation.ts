import type { Organisation } from "../../../shared/identity/organisation.ts";
import { getOrganisation } from "../../../shared/identity/read-organisations.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Part, Rows } from "../forms/form.ts";
import { MONTH_OPTIONS } from "../months.ts";
import { REASON } from "./own-commitment.ts";

const ORGANISATION = "/settings/organisation";
const MOST_IDENTIFIERS = 20;

/** Changes what is recorded of one's own organisation, for a reason. One Query. */
export const changeOrganisationForm: MakeForm = async ({ principal }, deps) => {
  const { organisationId } = principal;
  const read = await getOrganisation(deps, { principal, organisationId });
  if (!read.ok) return read;
  return ok({
    title: "Change your organisation",
    eyebrow: read.value.name,
    lead: "Commitments that are recorded already keep the time zone that they were recorded with.",
    parts: organisationParts(read.value),
    shape: asChange,
    submit: "Save",
    call: { method: "PATCH", path: `/organisations/${organisationId}` },
    version: read.value.version,
    back: { address: ORGANISATION, text: "Your organisation" },
    done: () => ({ address: ORGANISATION, notice: "saved" }),
  });
};

/** What is emptied is taken away: left out, it would stay. */
function asChange(body: Readonly<Record<string, unknown>>): unknown {
  const { country, fiscalYearStartMonth, identifiers = [] } = body;
  return {
    ...body,
    identifiers,
    fiscalYearStartMonth: Number(fiscalYearStartMonth),
    country: typeof country === "string" ? country.toUpperCase() : null,
  };
}

function organisationParts(organisation: Organisation): Part[] {
  const { name, country, timeZone, fiscalYearStartMonth } = organisation;
  return [
    { kind: "text", name: "name", label: "Name", most: 200, value: name, isRequired: true },
    {
      kind: "text",
      name: "country",
      label: "Country",
      hint: "Its two letters, like US.",
      most: 2,
      value: country,
    },
    {
      kind: "choice",
      name: "fiscalYearStartMonth",
      label: "Fiscal year begins in",
      options: MONTH_OPTIONS,
      value: String(fiscalYearStartMonth),
      isRequired: true,
    },
    {
      kind: "text",
      name: "timeZone",
      label: "Time zone",
      hint: "Where your days begin and end, like America/New_York or UTC.",
      most: 60,
      value: timeZone,
      isRequired: true,
    },
    identifierRows(organisation),
    REASON,
  ];
}

function identifierRows({ identifiers }: Organisation): Rows {
  return {
    kind: "rows",
    name: "identifiers",
    legend: "What registers know it by",
    rowLegend: (index) => `Register ${index + 1}`,
    hint: "Schemes are named as on org-id.guide, like US-EIN. Empty both fields of a register to take it away.",
    count: Math.max(1, identifiers.length),
    most: MOST_IDENTIFIERS,
    more: "Add a register",
    fields: (index) => [
      {
        kind: "text",
        name: "scheme",
        label: "Scheme",
        most: 50,
        value: identifiers[index]?.scheme,
        isRequired: true,
      },
      {
        kind: "text",
        name: "value",
        label: "Number",
        most: 200,
        value: identifiers[index]?.value,
        isRequired: true,
      },
    ],
  };
}
