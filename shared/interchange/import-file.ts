import * as z from "zod";
import type { Author } from "../platform/history.ts";
import { lazy } from "../platform/lazy.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import type { Finding } from "./finding.ts";
import type { CountedResult, FigureChange, RemovedFigure } from "./import-result.ts";
import type { GrantAward, NamedParty } from "./map-grant.ts";
import type { ObservationInput } from "./observation-row.ts";
import type { TemplateIndicators } from "./template/read-template.ts";

/** For whom, by whom and when a batch is recorded; or looked at only, in a dry run. */
export type BatchContext = {
  readonly ownerId: string;
  readonly author: Author;
  readonly now: string;
  readonly dryRun?: boolean;
  /** Why recorded figures change, as it was said last. */
  readonly reason?: string | undefined;
};

/** Some neighbouring records of a file, in the order in which they are worked on. */
export type Batch = { readonly from: number; readonly count: number };

/** What a file was found to be, from its bytes; of a workbook, the sheet that was read. */
export const FileFormSchema = lazy(() =>
  z
    .object({ format: z.enum(["json", "csv", "xlsx"]), sheet: z.string().optional() })
    .meta({ id: "ImportFileForm" }),
);
export type FileForm = z.infer<ReturnType<typeof FileFormSchema>>;

/**
 * A file whose form was understood: its records, cut into batches that follow from its content alone, so that every attempt at
 * a step finds the same. `check` says what recording would reject and writes nothing; `record` may be repeated harmlessly.
 */
export type ImportFile = {
  readonly form: FileForm;
  readonly total: number;
  readonly batches: readonly Batch[];
  /** How many batches may be worked on at once. One, where a later batch has to find what an earlier recorded. */
  readonly width: number;
  /** Remarks about the file as a whole; asked for once, at the end. */
  readonly findings: () => readonly Finding[];
  readonly check: (batch: Batch, context: BatchContext) => Promise<CountedResult[]>;
  readonly record: (batch: Batch, context: BatchContext) => Promise<CountedResult[]>;
  /** Where recorded figures can be looked for that the file does not hold. */
  readonly removal?: Removal;
};

/** Figures of one revision that the source of a file gave and the file does not hold. */
export type RemovedFigures = Pick<RemovedFigure, "indicatorId" | "observation" | "period" | "place"> & {
  readonly cells: readonly Pick<RemovedFigure, "dimensions" | "was">[];
};

/** Some of them, and where to go on in the same indicator and period; absent where that is done. */
export type RemovedPage = { readonly sets: readonly RemovedFigures[]; readonly after?: string };

/**
 * The search for figures that a file does not hold, in the indicators and periods that it does hold: `slices` of them, in an order
 * that follows from the file alone. `withdraw` takes back what was found, or only looks at it in a dry run; answered in their order.
 */
export type Removal = {
  readonly slices: number;
  /** Rows of which nobody can tell what they are about: they may hold what seems to be gone. */
  readonly unnamed: number;
  readonly replaces: boolean;
  readonly search: (
    at: { readonly slice: number; readonly after?: string | undefined },
    context: BatchContext,
  ) => Promise<RemovedPage>;
  readonly withdraw: (
    sets: readonly RemovedFigures[],
    context: BatchContext,
  ) => Promise<readonly ObservationOutcome[]>;
};

/** What investments answered for an award. */
export type AwardOutcome = {
  readonly outcome: "new" | "changed" | "unchanged" | "rejected";
  readonly commitmentId?: string;
  readonly problem?: { readonly detail: string };
};

/** What identity and investments do for an import of grants. Awards are answered in their order. */
export type GrantPorts = {
  readonly registerParties: (
    parties: readonly NamedParty[],
    context: BatchContext,
  ) => Promise<(party: NamedParty) => string | undefined>;
  readonly recordAwards: (awards: readonly GrantAward[], context: BatchContext) => Promise<AwardOutcome[]>;
  /** The same answers, with nothing written. */
  readonly previewAwards: (awards: readonly GrantAward[], context: BatchContext) => Promise<AwardOutcome[]>;
};

/** An observation with the indicator it is of. */
export type IndicatedObservation = Omit<ObservationInput, "sourceHidden"> & {
  readonly indicatorId: string;
  readonly stage?: "provisional" | "final";
  readonly note?: string;
};

/** What measurement answered for an observation; in a dry run also what is recorded in its place, where that would change. */
export type ObservationOutcome = {
  readonly outcome: "recorded" | "revised" | "unchanged" | "rejected";
  readonly errors?: readonly ProblemPlace[];
  readonly adjusted?: readonly ProblemPlace[];
  readonly standing?: Pick<FigureChange, "was" | "becomes" | "source">;
};

export type ObservationCall = BatchContext & {
  readonly rows: readonly IndicatedObservation[];
  readonly source: string;
  readonly reason?: string | undefined;
  readonly protectedAtSource: boolean;
  readonly agreementId?: string | undefined;
};

export type RemovedAsk = {
  readonly indicatorId: string;
  readonly periodKey: string;
  readonly ownerId: string;
  readonly source: string;
  readonly isHeld: (at: {
    readonly placeCode: string;
    readonly dimensions: Readonly<Record<string, string>>;
  }) => boolean;
  readonly after?: string | undefined;
};

export type WithdrawalCall = Omit<ObservationCall, "rows"> & { readonly sets: readonly RemovedFigures[] };

/** What measurement does for an import of observations, at most 1,000 rows a call, answered in their order. */
export type ObservationPorts = {
  readonly recordObservations: (call: ObservationCall) => Promise<readonly ObservationOutcome[]>;
  /** The same answers, with nothing written. */
  readonly previewObservations: (call: ObservationCall) => Promise<readonly ObservationOutcome[]>;
  /** A page of the figures of an indicator in a period that came from a source and that its file does not hold. */
  readonly findRemoved: (search: RemovedAsk) => Promise<RemovedPage>;
  /** Gives figures status x, in a new revision, unless somebody changed them since; only looks in a dry run. */
  readonly withdrawObservations: (call: WithdrawalCall) => Promise<readonly ObservationOutcome[]>;
  /** In what the indicators of a template are measured, and whose they are; those that do not exist are absent. One round. */
  readonly templateIndicators: (ids: readonly string[]) => Promise<TemplateIndicators>;
};

/** Batches of `size` records that cover a file. */
export function evenBatches(total: number, size: number): Batch[] {
  return Array.from({ length: Math.ceil(total / size) }, (_, order) => ({
    from: order * size,
    count: Math.min(size, total - order * size),
  }));
}
