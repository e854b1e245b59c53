import { fail, ok } from "../../../shared/platform/result.ts";
import { readScorecard } from "../../../shared/publication/scorecards/read-scorecards.ts";
import { mayDo, type ScorecardDeed } from "../../../shared/publication/scorecards/scorecard.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Form } from "../forms/form.ts";
import { SCORECARD_STATUSES_IN_WORDS } from "../views/scorecard-words.ts";
import { REASON } from "./own-commitment.ts";

type Act = Pick<Form, "title" | "lead" | "parts" | "submit" | "isGrave"> & {
  readonly path: string;
  readonly notice: "scorecard-publishing" | "scorecard-withdrawing" | "scorecard-discarded";
};

/** Publishes a scorecard as it was looked at. */
export const publishScorecardForm = deedForm("publish", {
  title: "Publish it",
  lead: "Everybody can read it then, in English and Spanish, under a number of its own that stays. It says what you looked at, word for word.",
  parts: [],
  submit: "Publish it to everybody",
  isGrave: true,
  path: "publish",
  notice: "scorecard-publishing",
});

/** Withdraws a published scorecard, for a reason that everybody reads. */
export const withdrawScorecardForm = deedForm("withdraw", {
  title: "Withdraw it",
  lead: "What it said is dropped. Its number, title and hash stay, and your reason, so that who cited it can tell what became of it.",
  parts: [{ ...REASON, hint: "Everybody reads it. Name no child, and nobody who need not be named." }],
  submit: "Withdraw it",
  isGrave: true,
  path: "withdraw",
  notice: "scorecard-withdrawing",
});

/** Puts a scorecard away that was not published. */
export const discardScorecardForm = deedForm("discard", {
  title: "Put it away",
  lead: "It was not published, and will not be. What was done to it stays in its history.",
  parts: [REASON],
  submit: "Put it away",
  path: "discard",
  notice: "scorecard-discarded",
});

/** A form of what may be done to a scorecard as it stands; once it is sent, that is for the operation to judge. */
function deedForm(deed: ScorecardDeed, { path, notice, ...act }: Act): MakeForm {
  return async ({ principal: { organisationId }, c }, deps) => {
    const scorecardId = c.req.param("scorecardId") ?? "";
    const read = await readScorecard(deps.table, { scorecardId, organisationId });
    if (!read.ok) return read;
    const { status, choices, version } = read.value;
    if (c.req.method !== "POST" && !mayDo(deed, read.value))
      return fail({ code: "conflict", detail: `${SCORECARD_STATUSES_IN_WORDS[status]}.` });
    const address = `/scorecards/${scorecardId}`;
    const title = choices.title.en;
    return ok({
      ...act,
      eyebrow: title,
      version,
      call: { method: "POST", path: `${address}/${path}` },
      back: { address, text: title },
      done: () => ({ address, notice }),
    });
  };
}
