import { beginSubmissionForm, changeSubmissionForm } from "./acts/begin-submission.ts";
import {
  discardReleaseForm,
  planReleaseForm,
  publishReleaseForm,
  withdrawReleaseForm,
} from "./acts/move-release.ts";
import {
  approveSubmissionForm,
  askForApprovalForm,
  handInForm,
  reopenSubmissionForm,
} from "./acts/move-submission.ts";
import { prepareReleaseForm } from "./acts/prepare-release.ts";
import { eraseSectionForm, writeSectionForm } from "./acts/write-section.ts";
import type { FormPage } from "./forms/answer-form.ts";

const submission = "/report-submissions/:submissionId";
const release = "/releases/:releaseId";
const section = `${submission}/sections/:sectionKey`;

/** The forms of those who keep a partnership, with the permission of the operation that each calls. */
export const PARTNERSHIP_FORMS: readonly FormPage[] = [
  {
    path: "/partnerships/:partnershipId/report-submissions/new",
    action: "requirement:submit",
    make: beginSubmissionForm,
  },
  { path: `${submission}/change`, action: "requirement:submit", make: changeSubmissionForm },
  { path: section, action: "requirement:submit", make: writeSectionForm },
  { path: `${section}/erasure`, action: "requirement:submit", make: eraseSectionForm },
  { path: `${submission}/approval-request`, action: "requirement:submit", make: askForApprovalForm },
  { path: `${submission}/approval`, action: "requirement:submit", make: approveSubmissionForm },
  { path: `${submission}/reopening`, action: "requirement:submit", make: reopenSubmissionForm },
  { path: `${submission}/handing-in`, action: "requirement:submit", make: handInForm },
  { path: "/partnerships/:partnershipId/releases/new", action: "release:write", make: prepareReleaseForm },
  { path: `${release}/plan`, action: "release:write", make: planReleaseForm },
  { path: `${release}/publication`, action: "release:publish", make: publishReleaseForm },
  { path: `${release}/withdrawal`, action: "release:publish", make: withdrawReleaseForm },
  { path: `${release}/discarding`, action: "release:write", make: discardReleaseForm },
];
