import { STATUSES_BY_SEVERITY } from "../../disclosure/protectable.ts";
import { CELL_COLUMNS } from "./cell-table.ts";
import { textHash } from "./chunks.ts";
import { CODEBOOK_COLUMNS, codebookCsv } from "./codebook-table.ts";
import type { Manifest } from "./manifest.ts";

type Field = Readonly<Record<string, unknown>>;

const PROFILE = "tabular-data-resource";
const STATUS = { enum: [...STATUSES_BY_SEVERITY] };
const NUMBERS = ["numerator", "denominator", "value", "bandFrom", "bandTo"];
const REQUIRED = { required: true };

const MEANINGS: Readonly<Record<string, string>> = {
  numerator: "Empty where it is hidden or nobody has it; status says which.",
  denominator: "Empty where it is hidden or nobody has it.",
  value: "In the unit of the indicator; empty where it is hidden or nobody has it.",
  band: "Between which percentages a hidden rate is; the upper end is not in it, unless it is 100.",
  bandFrom: "The lower end of the band of a hidden rate, in percent.",
  bandTo: "The upper end of the band of a hidden rate, in percent; not in the band, unless it is 100.",
  status: "ok; u low reliability; z not applicable; w none recorded; x not available; c protected.",
  unreliable: "Of so few children that the rate says little.",
};

const JSON_FIELDS: readonly Field[] = [
  ...["indicatorId", "periodKey", "placeCode", "dimensionKey", "category"].map((name) => ({
    name,
    type: "string",
    constraints: REQUIRED,
  })),
  ...["numerator", "denominator", "value"].map((name) => described(name, { type: "number" })),
  described("band", { type: "object" }),
  described("status", { type: "string", constraints: { ...REQUIRED, ...STATUS } }),
  described("unreliable", { type: "boolean" }),
];

/**
 * A release as a Frictionless Data Package (version 1): its codebook, and each chunk of figures as CSV with labels and as the JSON whose
 * hash the manifest has. Made of the manifest alone; paths are beside it.
 */
export function dataPackageOf(manifest: Manifest, origin: string) {
  const { id, title, number, partnership, publishedAt, contentHash, licence, note } = manifest;
  const codebook = codebookCsv(manifest);
  return {
    profile: "data-package",
    name: id.toLowerCase().replace("_", "-"),
    id: `${origin}/open/releases/${id}`,
    title: `${title}, release ${number}`,
    ...(note === undefined ? {} : { description: note }),
    homepage: `${origin}/open/releases/${id}`,
    version: String(number),
    created: publishedAt,
    hash: `sha256:${contentHash}`,
    contributors: [{ title: partnership.name, role: "author" }],
    ...(licence ? { licenses: [licence] } : {}),
    resources: [
      {
        ...csvResource("codebook", "codebook.csv", "Definitions of the indicators"),
        bytes: Buffer.byteLength(codebook),
        hash: `sha256:${textHash(codebook)}`,
        schema: { fields: CODEBOOK_COLUMNS.map((name) => ({ name, type: "string" })), missingValues: [""] },
      },
      ...manifest.chunks.flatMap((chunk) => cellResources(chunk)),
    ],
  };
}

function cellResources({ number, bytes, hash }: Manifest["chunks"][number]) {
  return [
    {
      ...csvResource(`cells-${number}`, `cells.csv?page=${number}`, `Figures with labels, part ${number}`),
      schema: { fields: CELL_COLUMNS.map(csvField), missingValues: [""] },
    },
    {
      profile: PROFILE,
      name: `cells-${number}-json`,
      path: `cells.json?page=${number}`,
      title: `Figures as they were hashed, part ${number}`,
      format: "json",
      mediatype: "application/json",
      encoding: "utf-8",
      bytes,
      hash: `sha256:${hash}`,
      schema: { fields: JSON_FIELDS, missingValues: [""] },
    },
  ];
}

function csvResource(name: string, path: string, title: string) {
  const dialect = { delimiter: ",", lineTerminator: "\r\n", doubleQuote: true, header: true };
  return {
    profile: PROFILE,
    name,
    path,
    title,
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    dialect,
  };
}

function csvField(name: string): Field {
  if (NUMBERS.includes(name)) return described(name, { type: "number" });
  if (name === "periodStart" || name === "periodEnd") return { name, type: "date" };
  if (name === "unreliable") return described(name, { type: "boolean" });
  if (name === "status") return described(name, { type: "string", constraints: { ...REQUIRED, ...STATUS } });
  return described(name, { type: "string" });
}

function described(name: string, field: Field): Field {
  const description = MEANINGS[name];
  return { name, ...field, ...(description === undefined ? {} : { description }) };
}
