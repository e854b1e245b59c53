import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { siteCookie } from "../cookies.ts";

/** What is said once on the page that follows an act. The browser carries the code alone, so nobody else puts words on a page. */
const NOTICES = {
  done: "Done.",
  saved: "Saved.",
  committed: "The commitment is recorded.",
  "status-changed": "The status is changed.",
  "condition-met": "Recorded that the condition is met.",
  approved: "Approved. Somebody else pays it.",
  paid: "The payment is recorded.",
  "entry-recorded": "The entry is in the ledger.",
  "entry-reversed": "The entry is reversed by another one.",
  proposed: "Proposed. It takes effect when a second person approves it.",
  "proposal-approved": "Approved: it has taken effect.",
  "proposal-rejected": "Rejected.",
  "proposal-withdrawn": "Taken back.",
  "report-asked": "The report is asked for.",
  "report-accepted": "The report is accepted.",
  "report-returned": "The report is given back, with your comment.",
  "report-waived": "The report is not asked for any more.",
  "milestone-added": "The milestone is added.",
  "milestone-achieved": "The milestone is recorded as achieved.",
  "note-added": "The note is kept.",
  "contacts-saved": "The people to turn to are as you wrote them.",
  "document-kept": "The document is kept.",
  "document-withdrawn": "The document is withdrawn, and its file removed.",
  allocated: "The allocations are recorded.",
  "run-made": "Each payment was decided by itself: see what became of it.",
  "payments-approved":
    "Recorded. What could not be approved still waits, with the reason on the page of its commitment.",
  "review-closed": "The review is closed, with your decision.",
  "big-bet-created": "The big bet is recorded.",
  "submission-begun": "The draft is begun. Write its sections below.",
  "section-written": "The section is saved.",
  "section-erased": "The words of the section are erased.",
  "approval-asked": "Asked for. Somebody else approves it.",
  "report-approved": "Approved. It can be handed in.",
  "submission-reopened": "It is a draft again.",
  "handed-in": "Handed in. Each funder reads its own part.",
  "release-prepared": "It is being planned. Nothing is published.",
  "release-planning": "It is being planned anew.",
  "release-publishing": "It is being published.",
  "release-withdrawing": "It is being withdrawn.",
  "release-discarded": "It is put away.",
  "scorecard-composing": "It is being composed. Nothing is published.",
  "scorecard-publishing": "It is being published.",
  "scorecard-withdrawing": "It is being withdrawn.",
  "scorecard-discarded": "It is put away.",
  "person-added": "They are added. Tell them to sign in with this address.",
  "person-ended": "Their access has ended.",
  "key-made": "The key is made.",
  "key-revoked": "The key is revoked. It opens nothing from now on.",
  "rate-recorded": "The rate is recorded.",
  "template-recorded": "The template is recorded.",
  "version-recorded": "The new version is recorded; earlier ones stay.",
  "policy-recorded": "The policy is recorded.",
  "view-saved": "The view is saved. It is under Views, at the top of every page.",
  "view-renamed": "The view is renamed.",
  "view-removed": "The view is removed.",
  "release-asked": "Asked for. The partnership answers it.",
  "request-withdrawn": "The request is taken back.",
  "request-answered": "Answered. Who asked is led to the release.",
  "request-declined": "Declined. Who asked reads your reason.",
  "figures-recorded": "The figures are recorded. Series and reports follow in a moment.",
  "figures-opened": "The figures are opened under the agreement. Each read is logged.",
  "agreement-ended": "The agreement is ended. Nobody reads under it any more.",
  "handed-in-part": "Not everything arrived. Hand in what is left: it goes on where it stopped.",
  "story-told": "The story is kept, with the consent for it.",
  "consent-changed": "The consent is changed. It holds from now on.",
  "story-withdrawn": "The story is withdrawn, and its words are erased.",
  "change-recorded": "The change is recorded.",
  "change-moved": "Recorded how far it has come.",
  "capacity-opened": "It is open for answers.",
  "capacity-answered": "The answer is kept.",
  "capacity-closed": "It is closed.",
  "lesson-written": "The lesson is kept.",
  "lesson-retired": "The lesson is retired.",
  "lesson-adopted": "It is adopted. Say how it went when you know.",
  "record-withdrawn": "It is withdrawn, and stays with the reason.",
  "test-begun": "The test is begun. Plan its first cycle.",
  "cycle-planned": "The cycle is planned.",
  "cycle-started": "The start is recorded, and the prediction is frozen.",
  "cycle-studied": "What happened is kept.",
  "cycle-decided": "Decided: the cycle is closed.",
  "file-sent": "The file arrived. It is being looked at; nothing is recorded yet.",
  "file-recording": "Its figures are being recorded.",
  "file-called-off": "Called off. What was recorded stays.",
} as const;

export type NoticeCode = keyof typeof NOTICES;

const COOKIE = "said";

/** Has the next page say something once, within the minute. */
export function sayNext(c: Context, origin: string, code: NoticeCode): void {
  setCookie(c, COOKIE, code, { ...siteCookie(origin, "/"), maxAge: 60 });
}

/** What this page is to say, and forgets it. */
export function takeNotice(c: Context, origin: string): string | undefined {
  const code = getCookie(c, COOKIE);
  if (code === undefined) return undefined;
  deleteCookie(c, COOKIE, siteCookie(origin, "/"));
  return Object.hasOwn(NOTICES, code) ? NOTICES[code as NoticeCode] : undefined;
}
