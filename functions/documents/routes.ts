import * as z from "zod";
import { idSchema } from "../../shared/platform/id.ts";
import { lazy } from "../../shared/platform/lazy.ts";
import { PortfolioReportQuerySchema } from "../../shared/reporting/outcome/present-portfolio.ts";
import { ReportQuerySchema } from "../../shared/reporting/outcome/section-keys.ts";
import { type RouteOf, route } from "../api/route.ts";
import { BoardBookQuerySchema, boardBook } from "./board-book.ts";
import type { DocumentsDeps } from "./deps.ts";
import { DOCUMENT_PATHS } from "./paths.ts";
import { readReportOf, type Subject } from "./read-report.ts";
import { reportChart, reportPdf } from "./reply.ts";

const CommitmentSchema = lazy(() => z.strictObject({ commitmentId: idSchema("cmt") }));
const BigBetSchema = lazy(() => z.strictObject({ bigBetId: idSchema("bet") }));
const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const StrategySchema = lazy(() => PartnershipSchema().extend({ strategyId: idSchema("str") }));
const NothingSchema = lazy(() => z.strictObject({}));

const FileShape = lazy(() => ({
  file: z
    .string()
    .regex(/^.{1,300}\.svg$/)
    .meta({ description: 'The key of a chart and ".svg"' }),
}));
const QuerySchema = lazy(() => ReportQuerySchema());

const tag = "Reports";
const action = "report:read" as const;
const refuses = ["too_many_items"] as const;
const LIKE_JSON =
  "Of the same sections, for the same people and on the same conditions as the report as JSON. A session of the pages is taken as well as a token.";
const PDF_WORDS = `A4 across, tagged for those who have it read aloud, its text can be selected and found, its charts are lines. ${LIKE_JSON}`;
const CHART_WORDS = `An SVG that opens by itself, with its title and its description. A chart that is not there, or has no figure that may be shown, is refused with the keys of those there are. ${LIKE_JSON}`;

type Params = () => z.ZodObject;
/** A kind of report: what it is called, where it is, and how its address says what it is of. */
type Kind = {
  readonly name: string;
  readonly words: string;
  readonly pdf: string;
  readonly chart: string;
  readonly params: Params;
  readonly query: () => z.ZodType<z.infer<ReturnType<typeof ReportQuerySchema>>>;
  readonly subject: (params: Readonly<Record<string, string>>) => Subject;
};

const KINDS: readonly Kind[] = [
  {
    name: "Commitment",
    words: "a commitment",
    pdf: DOCUMENT_PATHS.CommitmentPdf,
    chart: DOCUMENT_PATHS.CommitmentChart,
    params: CommitmentSchema,
    query: QuerySchema,
    subject: ({ commitmentId = "" }) => ({ kind: "commitment", commitmentId }),
  },
  {
    name: "BigBet",
    words: "a big bet",
    pdf: DOCUMENT_PATHS.BigBetPdf,
    chart: DOCUMENT_PATHS.BigBetChart,
    params: BigBetSchema,
    query: QuerySchema,
    subject: ({ bigBetId = "" }) => ({ kind: "big-bet", bigBetId }),
  },
  {
    name: "Partnership",
    words: "a partnership",
    pdf: DOCUMENT_PATHS.PartnershipPdf,
    chart: DOCUMENT_PATHS.PartnershipChart,
    params: PartnershipSchema,
    query: QuerySchema,
    subject: ({ partnershipId = "" }) => ({ kind: "partnership", partnershipId }),
  },
  {
    name: "Strategy",
    words: "one strategy",
    pdf: DOCUMENT_PATHS.StrategyPdf,
    chart: DOCUMENT_PATHS.StrategyChart,
    params: StrategySchema,
    query: QuerySchema,
    subject: ({ partnershipId = "", strategyId = "" }) => ({ kind: "strategy", partnershipId, strategyId }),
  },
  {
    name: "Portfolio",
    words: "your portfolio",
    pdf: DOCUMENT_PATHS.PortfolioPdf,
    chart: DOCUMENT_PATHS.PortfolioChart,
    params: NothingSchema,
    query: PortfolioReportQuerySchema,
    subject: () => ({ kind: "portfolio" }),
  },
];

function pdfRoute({ name, words, pdf, params, query, subject }: Kind): RouteOf<DocumentsDeps> {
  return route({
    method: "get",
    path: pdf,
    operationId: `read${name}ReportPdf`,
    tag,
    summary: `The report of ${words} as a PDF`,
    description: PDF_WORDS,
    action,
    params,
    query,
    formats: ["pdf"],
    refuses,
    responses: { 200: { description: "The report", schema: z.unknown } },
    handle: async ({ params: given, query: asked, principal, now }, deps: DocumentsDeps) => {
      const of = subject(given as Readonly<Record<string, string>>);
      return reportPdf(await readReportOf(deps, of, { query: asked, principal, now }), deps);
    },
  });
}

function chartRoute({ name, words, chart, params, query, subject }: Kind): RouteOf<DocumentsDeps> {
  const withFile: Params = lazy(() => params().extend(FileShape()));
  return route({
    method: "get",
    path: chart,
    operationId: `read${name}ReportChart`,
    tag,
    summary: `A chart of the report of ${words}`,
    description: CHART_WORDS,
    action,
    params: withFile,
    query,
    formats: ["svg"],
    refuses,
    responses: { 200: { description: "The chart", schema: z.unknown } },
    handle: async ({ params: given, query: asked, principal, now }, deps: DocumentsDeps) => {
      const { file = "", ...ids } = given as Readonly<Record<string, string>>;
      const read = await readReportOf(deps, subject(ids), { query: asked, principal, now });
      return reportChart(read, file.slice(0, -".svg".length), deps);
    },
  });
}

const boardBookRoute: RouteOf<DocumentsDeps> = route({
  method: "get",
  path: DOCUMENT_PATHS.BoardBook,
  operationId: "readBoardBook",
  tag,
  summary: "Your portfolio and chosen commitments as one PDF, with contents and page numbers",
  description: `The portfolio comes first, then the commitments in the order in which they are named. ${PDF_WORDS}`,
  action,
  query: BoardBookQuerySchema,
  formats: ["pdf"],
  refuses: ["not_found", "too_many_items"],
  responses: { 200: { description: "The board book", schema: z.unknown } },
  handle: async ({ query, principal, now }, deps: DocumentsDeps) =>
    boardBook(deps, { query, principal, now }),
});

/** Every route of this function. */
export const documentRoutes: readonly RouteOf<DocumentsDeps>[] = [
  ...KINDS.map(pdfRoute),
  ...KINDS.map(chartRoute),
  boardBookRoute,
];
