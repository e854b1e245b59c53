/**
 * The life of a commitment: draft → intended → approved by the board → agreed → active ⇄ suspended → closing → closed; terminated
 * and cancelled end it early. Intended is not binding and is never added to what is committed, which counts from agreed on.
 */
export const COMMITMENT_STATUSES = [
  "draft",
  "intended",
  "approved",
  "agreed",
  "active",
  "suspended",
  "closing",
  "closed",
  "terminated",
  "cancelled",
] as const;
export type CommitmentStatus = (typeof COMMITMENT_STATUSES)[number];

const NEXT: Readonly<Record<CommitmentStatus, readonly CommitmentStatus[]>> = {
  draft: ["intended", "cancelled"],
  intended: ["approved", "cancelled"],
  approved: ["agreed", "cancelled"],
  agreed: ["active", "cancelled"],
  active: ["suspended", "closing", "terminated"],
  suspended: ["active", "terminated"],
  closing: ["closed", "terminated"],
  closed: [],
  terminated: [],
  cancelled: [],
};

/** The statuses that may follow one. Closed, terminated and cancelled are terminal. */
export function nextStatuses(status: CommitmentStatus): readonly CommitmentStatus[] {
  return NEXT[status];
}

/** The statuses from which one may be reached. */
export function statusesBefore(status: CommitmentStatus): readonly CommitmentStatus[] {
  return COMMITMENT_STATUSES.filter((each) => NEXT[each].includes(status));
}

/** Whether nothing is promised yet: there is no agreement. */
export function isPlanned(status: CommitmentStatus): boolean {
  return status === "draft" || status === "intended" || status === "approved";
}

/** Whether the money of a commitment counts as committed: from agreed on, unless it was cancelled. */
export function isBinding(status: CommitmentStatus): boolean {
  return !isPlanned(status) && status !== "cancelled";
}

/** The statuses in which money may be paid out. */
export const PAYING_STATUSES = ["agreed", "active", "closing"] as const satisfies readonly CommitmentStatus[];

/** The statuses in which what is promised may still change: nothing in one that is over. */
export const LIVE_STATUSES = [
  "agreed",
  "active",
  "suspended",
  "closing",
] as const satisfies readonly CommitmentStatus[];

const IATI: Readonly<Record<CommitmentStatus, 1 | 2 | 3 | 4 | 5 | 6>> = {
  draft: 1,
  intended: 1,
  approved: 1,
  agreed: 2,
  active: 2,
  suspended: 6,
  closing: 3,
  closed: 4,
  terminated: 5,
  cancelled: 5,
};

/** The IATI ActivityStatus code (2.03): 1 pipeline, 2 implementation, 3 finalisation, 4 closed, 5 cancelled, 6 suspended. */
export function iatiStatus(status: CommitmentStatus): 1 | 2 | 3 | 4 | 5 | 6 {
  return IATI[status];
}
