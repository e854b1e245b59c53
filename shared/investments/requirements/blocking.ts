import { addDays } from "../../platform/time.ts";
import type { CommitmentState } from "../commitment.ts";
import { isAwaited, type Requirement } from "./requirement.ts";

/** Why reports, or what the law asks for beside them, keep a commitment from being paid. */
export type BlockingReason = {
  readonly code:
    | "report-overdue"
    | "expenditure-responsibility-report-missing"
    | "expenditure-responsibility-inquiry-missing";
  readonly detail: string;
  /** The first day on which it blocks. */
  readonly sinceOn: string;
  readonly requirementNumber?: number;
};

type Blocked = Pick<CommitmentState, "commitment" | "requirements">;

/**
 * The day from which a report blocks payment: the one after its grace. Undefined where it does not block, or is not awaited: what
 * was submitted waits for the funder, who must not hold back money by not reading it. A report on expenditure responsibility blocks
 * whatever was agreed (IRC 4945(h): a grantor withholds while the grantee's report is missing).
 */
export function blocksFromOn(
  requirement: Pick<Requirement, "kind" | "isBlocking" | "status" | "dueOn" | "graceDays">,
): string | undefined {
  const { kind, isBlocking, dueOn, graceDays } = requirement;
  const blocks = isBlocking || kind === "expenditure-responsibility";
  return blocks && isAwaited(requirement) ? addDays(dueOn, graceDays + 1) : undefined;
}

/** The earliest day from which something blocks payments of a commitment, as its head keeps it; undefined where nothing does. */
export function blockedFrom(state: Blocked): string | undefined {
  return allReasons(state)[0]?.sinceOn;
}

/** A commitment's state with `blockedFromOn` as its requirements and terms have it now. */
export function withBlockedFrom<State extends Blocked>(state: State): State {
  const { blockedFromOn: _before, ...commitment } = state.commitment;
  const from = blockedFrom(state);
  return { ...state, commitment: from === undefined ? commitment : { ...commitment, blockedFromOn: from } };
}

/** What of this keeps a commitment from being paid on a day, the longest standing first. */
export function blockingReasons(state: Blocked, today: string): BlockingReason[] {
  return allReasons(state).filter(({ sinceOn }) => sinceOn <= today);
}

/** Everything that blocks or will, by the day it starts to. */
function allReasons({ commitment, requirements }: Blocked): BlockingReason[] {
  const reasons = [...inquiryMissing(commitment), ...requirements.flatMap(reportMissing)];
  return reasons.toSorted((a, b) => (a.sinceOn < b.sinceOn ? -1 : Number(a.sinceOn > b.sinceOn)));
}

/** The inquiry comes before the grant, so its absence blocks from the day the commitment is agreed or starts, the earlier one. */
function inquiryMissing(commitment: Blocked["commitment"]): BlockingReason[] {
  const { expenditureResponsibility, startOn, agreedOn } = commitment;
  if (!expenditureResponsibility?.isRequired || expenditureResponsibility.inquiryOn !== undefined) return [];
  const sinceOn = agreedOn !== undefined && agreedOn < startOn ? agreedOn : startOn;
  const detail =
    "It stands under expenditure responsibility, and no pre-grant inquiry is recorded. Record the day of the inquiry in the terms.";
  return [{ code: "expenditure-responsibility-inquiry-missing", detail, sinceOn }];
}

function reportMissing(requirement: Requirement): BlockingReason[] {
  const sinceOn = blocksFromOn(requirement);
  if (sinceOn === undefined) return [];
  const { number, title, dueOn, kind, status } = requirement;
  const code =
    kind === "expenditure-responsibility" ? "expenditure-responsibility-report-missing" : "report-overdue";
  const state = status === "returned" ? "was returned and is not submitted again" : "is not submitted";
  const detail = `Report ${number} (${title}), due on ${dueOn}, ${state}.`;
  return [{ code, detail, sinceOn, requirementNumber: number }];
}
