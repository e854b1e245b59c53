import type { BigBetView } from "../../investments/index.ts";
import type { Summary } from "../../measurement/index.ts";
import type { LoadedPartnership, Practice } from "../../partnerships/index.ts";
import type { CommitmentAsRead } from "../subject-facts.ts";
import type { OutcomeReport, Subject } from "./outcome-report.ts";
import type { ReportKind, Wanted } from "./section-keys.ts";

/** Why a partnership's work is not in a report. */
export type Missing = "no-partnership" | "partnership-not-shared";

/** Everything a report of a commitment, strategy, big bet or partnership is made from, as it was read. */
export type OutcomeFacts = {
  readonly kind: Exclude<ReportKind, "portfolio">;
  readonly subject: Subject;
  readonly wanted: readonly Wanted[];
  readonly template?: OutcomeReport["template"];
  readonly partnership?: LoadedPartnership;
  readonly missing?: Missing;
  /** The strategies that it is of. */
  readonly strategyIds: ReadonlySet<string>;
  /** Those that whoever asks may read, in order of their ids. */
  readonly commitments: readonly CommitmentAsRead[];
  /** Whether there are more that others made and whoever asks may not read; how many is theirs to show. */
  readonly hasOthers: boolean;
  /** Whether there are more than were read. */
  readonly isPartOfCommitments: boolean;
  readonly bet?: BigBetView;
  /** As they are stored, unless `areProtected`: what may not be shown is taken away in composing. */
  readonly summaries: readonly Summary[];
  readonly areProtected?: boolean;
  /** The instant by which all this was recorded; left out for the present. */
  readonly asOf?: string;
  /** The day on which all this held; left out for whenever. */
  readonly validOn?: string;
  readonly practice: Practice;
  readonly now: string;
};
