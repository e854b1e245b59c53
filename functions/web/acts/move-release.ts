import { fail, ok } from "../../../shared/platform/result.ts";
import { readRelease } from "../../../shared/publication/releases/read-releases.ts";
import { type Deed, mayDo, type ReleaseView } from "../../../shared/publication/releases/release.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Form } from "../forms/form.ts";
import { lossSentence, RELEASE_STATUSES_IN_WORDS } from "../views/release-words.ts";
import { REASON } from "./own-commitment.ts";

type Act = Pick<Form, "title" | "lead" | "parts" | "submit" | "isGrave"> & {
  readonly path: string;
  readonly notice: "release-planning" | "release-publishing" | "release-withdrawing" | "release-discarded";
};

/** Has a release planned anew, from the figures as they are recorded now. */
export const planReleaseForm = deedForm("plan", () => ({
  title: "Plan it anew",
  lead: "It is frozen and worked out again, from the figures as they are recorded now and with all that is out by now.",
  parts: [],
  submit: "Plan it anew",
  path: "plan",
  notice: "release-planning",
}));

/** Publishes a planned release, for ever. */
export const publishReleaseForm = deedForm("publish", (release) => ({
  title: "Publish it",
  lead: `Everybody can read it then, for ever: whoever has a copy keeps it. ${lossSentence(release)}`,
  parts: [],
  submit: "Publish it to everybody",
  isGrave: true,
  path: "publish",
  notice: "release-publishing",
}));

/** Withdraws a published release, for a reason that everybody reads. */
export const withdrawReleaseForm = deedForm("withdraw", () => ({
  title: "Withdraw it",
  lead: "Its figures are dropped. What it said of itself and your reason stay, so that a copy can still be checked. Later releases are protected as if it were still out.",
  parts: [{ ...REASON, hint: "Everybody reads it. Name no child, and nobody who need not be named." }],
  submit: "Withdraw it",
  isGrave: true,
  path: "withdraw",
  notice: "release-withdrawing",
}));

/** Puts a release away that was not published. */
export const discardReleaseForm = deedForm("discard", () => ({
  title: "Put it away",
  lead: "It was not published, and will not be. What was done to it stays in its history.",
  parts: [REASON],
  submit: "Put it away",
  path: "discard",
  notice: "release-discarded",
}));

/** A form of what may be done to a release as it stands; once it is sent, that is for the operation to judge. */
function deedForm(deed: Deed, make: (release: ReleaseView) => Act): MakeForm {
  return async ({ principal: { organisationId }, c }, deps) => {
    const releaseId = c.req.param("releaseId") ?? "";
    const read = await readRelease(deps.table, { releaseId, organisationId });
    if (!read.ok) return read;
    const release = read.value;
    if (c.req.method !== "POST" && !mayDo(deed, release))
      return fail({ code: "conflict", detail: `${RELEASE_STATUSES_IN_WORDS[release.status]}.` });
    const { path, notice, ...act } = make(release);
    const address = `/releases/${releaseId}`;
    return ok({
      ...act,
      eyebrow: release.title,
      version: release.version,
      call: { method: "POST", path: `${address}/${path}` },
      back: { address, text: release.title },
      done: () => ({ address, notice }),
    });
  };
}
