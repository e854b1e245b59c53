import {
  asRead,
  type Block,
  type Cell,
  type Chart,
  type ColumnKind,
  chartsOf,
  type ReportDocument,
  type Table,
  tablesOf,
} from "../reporting/document/report-document.ts";
import { ChartFigure } from "./charts/chart.tsx";
import { type DocumentOptions, type Page, renderDocument } from "./document.tsx";
import { observationAddress, Scroll } from "./elements.tsx";

export type ReportDocumentOptions = Omit<DocumentOptions, "title" | "language"> & {
  /** The address of a copy in another format, with what it is called: "CSV of all tables". */
  readonly copies?: readonly { readonly label: string; readonly address: string }[];
  /** Where a chart is as a file, by its key; nowhere unless it is said. */
  readonly chartAddress?: (key: string) => string;
};

type Language = ReportDocument["language"];

const WORDS = {
  en: {
    contents: "Contents",
    data: "Show the data",
    file: "This chart as a file (SVG)",
    rows: (many: number) => `Show all ${many} rows`,
  },
  es: {
    contents: "Contenido",
    data: "Mostrar los datos",
    file: "Este gráfico como archivo (SVG)",
    rows: (many: number) => `Mostrar las ${many} filas`,
  },
} as const satisfies Record<Language, object>;

/** A table with more rows is folded away until somebody asks for it; it is printed whole. */
const MOST_OPEN_ROWS = 40;

/** A table with more columns does not fit a sheet: its rows are printed as blocks, each value under its column's name. */
const MOST_ABREAST = 8;

/** What is folded away is printed too, and links to where a figure comes from are too many to be spelt out. */
const STYLE = `
.contents ol{columns:2;max-width:none}section[id]>h2{scroll-margin-top:1rem}
@media print{details:not([open]){display:block}details::details-content{content-visibility:visible;block-size:auto}summary,.contents{display:none}
.long{overflow-wrap:anywhere;min-width:6rem}
.many,.many tbody,.many caption{display:block}.many thead{display:none}.many tr{display:grid;grid-template-columns:repeat(5,1fr);gap:0 .75rem;padding:.375rem 0;border-bottom:1px solid var(--rule)}
.many tbody th{grid-column:1/-1}.many th,.many td{border:0;padding:.125rem 0;text-align:left}.many td::before{content:attr(data-label);display:block;color:var(--soft);font-size:7pt}}
`.trim();

/** Any report as a page that is fit to print: what it says, its tables with what they are, its charts with their data beneath. */
export function renderReportDocument(document: ReportDocument, options: ReportDocumentOptions = {}): Page {
  const { copies = [], style = "", chartAddress, ...frame } = options;
  const drawn = drawnIn(document, chartAddress);
  return renderDocument(
    { ...frame, title: document.title, language: document.language, style: `${style}${STYLE}` },
    <>
      <h1>{document.title}</h1>
      <p class="lead">{document.lead}</p>
      <Contents document={document} copies={copies} />
      {document.sections.map(({ key, title, blocks }) => (
        <section id={`section-${key}`}>
          <h2>{title}</h2>
          {groupsOf(blocks).map((group) =>
            group.every((block) => block.type === "chart") ? (
              <div class="charts">
                {group.map((block) => (
                  <BlockOf block={block} drawn={drawn} />
                ))}
              </div>
            ) : (
              group.map((block) => <BlockOf block={block} drawn={drawn} />)
            ),
          )}
        </section>
      ))}
      <section class="small soft">
        {document.colophon.map((line) => (
          <p>{line}</p>
        ))}
      </section>
    </>,
  );
}

/** What is known of the tables of a document: which stand beneath a chart of their own, and in which language that is said. */
type Drawn = {
  readonly language: Language;
  readonly tables: ReadonlyMap<string, Table>;
  /** Tables that one chart alone is of: they stand beneath it and not in their own place. */
  readonly beneath: ReadonlySet<string>;
  readonly chartAddress: ReportDocumentOptions["chartAddress"];
};

function drawnIn(document: ReportDocument, chartAddress: Drawn["chartAddress"]): Drawn {
  const charts = Map.groupBy(chartsOf(document), ({ dataIn }) => dataIn);
  const single = [...charts].filter(([, of]) => of.length === 1).map(([key]) => key);
  return {
    language: document.language,
    tables: new Map(tablesOf(document).map((table) => [table.key, table])),
    beneath: new Set(single),
    chartAddress,
  };
}

/** Charts that follow each other stand side by side. */
function groupsOf(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last?.[0]?.type === "chart" && block.type === "chart") last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function Contents({
  document,
  copies,
}: {
  document: ReportDocument;
  copies: NonNullable<ReportDocumentOptions["copies"]>;
}) {
  const words = WORDS[document.language];
  return (
    <nav class="contents noprint" aria-label={words.contents}>
      <ol>
        {document.sections.map(({ key, title }) => (
          <li>
            <a href={`#section-${key}`}>{title}</a>
          </li>
        ))}
      </ol>
      {copies.length > 0 && (
        <p>
          {copies.map(({ label, address }) => (
            <>
              <a href={address}>{label}</a>{" "}
            </>
          ))}
        </p>
      )}
    </nav>
  );
}

function BlockOf({ block, drawn }: { block: Block; drawn: Drawn }) {
  switch (block.type) {
    case "heading":
      return <h3>{block.text}</h3>;
    case "paragraph":
      return <Paragraph text={block.text} tone={block.tone} />;
    case "list":
      return (
        <ul>
          {block.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      );
    case "chart":
      return <ChartBlock chart={block} drawn={drawn} />;
    default:
      return drawn.beneath.has(block.key) ? null : <TableBlock table={block} drawn={drawn} />;
  }
}

function Paragraph({ text, tone }: { text: string; tone: "lead" | "note" | "soft" | undefined }) {
  if (tone !== "note") return <p class={tone}>{text}</p>;
  return (
    <div class="note">
      <p>{text}</p>
    </div>
  );
}

/** A chart over its data, or over the way to them where other charts are of the same. */
function ChartBlock({ chart, drawn }: { chart: Chart; drawn: Drawn }) {
  const words = WORDS[drawn.language];
  const table = drawn.beneath.has(chart.dataIn) ? drawn.tables.get(chart.dataIn) : undefined;
  return (
    <div id={`chart-${chart.key}`}>
      <ChartFigure chart={chart} language={drawn.language} />
      {table ? (
        <details>
          <summary>{words.data}</summary>
          <TableOf table={table} />
        </details>
      ) : (
        <p class="small noprint">
          <a href={`#table-${chart.dataIn}`}>{words.data}</a>
        </p>
      )}
      {drawn.chartAddress && (
        <p class="small noprint">
          <a href={drawn.chartAddress(chart.key)}>{words.file}</a>
        </p>
      )}
    </div>
  );
}

function TableBlock({ table, drawn }: { table: Table; drawn: Drawn }) {
  if (table.rows.length === 0) return <p class="soft">{table.whenEmpty}</p>;
  if (table.rows.length <= MOST_OPEN_ROWS) return <TableOf table={table} />;
  return (
    <details>
      <summary>{`${table.caption}. ${WORDS[drawn.language].rows(table.rows.length)}`}</summary>
      <TableOf table={table} />
    </details>
  );
}

function TableOf({ table: whole }: { table: Table }) {
  const table = asRead(whole);
  if (table.rows.length === 0) return <p class="soft">{table.whenEmpty}</p>;
  const isWide = table.columns.length > MOST_ABREAST;
  const labelOf = (index: number) => (isWide ? { "data-label": table.columns[index]?.label } : {});
  return (
    <Scroll label={table.caption}>
      <table id={`table-${table.key}`} class={isWide ? "many" : undefined}>
        <caption>{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map(({ label, kind }) => (
              <th scope="col" class={classOf(kind)}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th scope="row">{cell.text}</th>
                ) : (
                  <td class={classOf(table.columns[index]?.kind) ?? unbroken(cell.text)} {...labelOf(index)}>
                    <CellText cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** A value as a door to the one observation behind it; without a value, why there is none. */
function CellText({ cell }: { cell: Cell }) {
  const { text, value, status, refs = [] } = cell;
  if (value === null && status !== undefined) return <span class="hid">{text}</span>;
  const [ref, second] = refs;
  if (value === null || ref === undefined || second !== undefined) return <>{text}</>;
  return <a href={observationAddress(ref)}>{text}</a>;
}

/** What has no place to break, like an address or a digest, is broken in print, for a sheet does not scroll. */
function unbroken(text: string): string | undefined {
  return /\S{31}/.test(text) ? "long" : undefined;
}

/** Values that are compared stand right-aligned. */
function classOf(kind: ColumnKind | undefined): string | undefined {
  return kind === "money" || kind === "number" || kind === "percent" ? "n" : undefined;
}
