import type { ReleaseStatus, ReleaseView } from "../../../shared/publication/releases/release.ts";

export const RELEASE_STATUSES_IN_WORDS: Readonly<Record<ReleaseStatus, string>> = {
  planning: "What has to be hidden is being worked out",
  planned: "Planned: look at it, then publish it",
  refused: "It cannot be published: what is out already would give a hidden count away",
  failed: "The work on it was cut off by an error of ours: plan it anew",
  discarded: "Put away, and never published",
  publishing: "It is being published",
  published: "Published",
  withdrawing: "It is being withdrawn",
  withdrawn: "Withdrawn",
};

const PHASES: Readonly<Record<NonNullable<ReleaseView["progress"]>["phase"], string>> = {
  freeze: "Freezing the figures as they are recorded now",
  plan: "Working out what has to be hidden",
  assemble: "Putting the figures together with what each shows",
  publish: "Writing it where everybody reads",
  withdraw: "Dropping its figures",
};

/** What is being done to a release, in words. */
export function phaseWords({ phase }: NonNullable<ReleaseView["progress"]>): string {
  return PHASES[phase];
}

/** Whether work on a release goes on, so that its page changes by itself. */
export function isAtWork({ status, progress }: Pick<ReleaseView, "status" | "progress">): boolean {
  return ["planning", "publishing", "withdrawing"].includes(status) && progress?.status !== "failed";
}

/** A share for people, rounded to whole percent but never to all or nothing. */
export function shareWords(share: number | null): string {
  if (share === null) return "none";
  const percent = share * 100;
  if (share > 0 && percent < 1) return "under 1%";
  return share < 1 && percent > 99 ? "over 99%" : `${Math.round(percent)}%`;
}

/** How much a release shows, in a sentence. */
export function lossSentence({ loss }: Pick<ReleaseView, "loss">): string {
  if (!loss) return "";
  const { figures, shown, shownShare } = loss;
  return `It shows ${shown.toLocaleString("en-US")} of ${figures.toLocaleString("en-US")} figures (${shareWords(shownShare)}); the others are hidden, in full or in part.`;
}

/** The days of a period by its key, as they are kept: "2024-07-01_2025-06-30". */
export function periodWords(key: string): string {
  return key.replace("_", " to ");
}
