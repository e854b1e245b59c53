import type { FormPage } from "./forms/answer-form.ts";

const submission = "/report-submissions/:submissionId";
const release = "/releases/:releaseId";
const section = `${submission}/sections/:sectionKey`;

/** The forms of those who keep a partnership, with the permission of the operation that each calls. */
export const PARTNERSHIP_FORMS: readonly FormPage[] = [
  {
    path: "/partnerships/:partnershipId/report-submissions/new",
    action: "requirement:submit",
    make: async (...visit) => (await import("./acts/begin-submission.ts")).beginSubmissionForm(...visit),
  },
  {
    path: `${submission}/change`,
    action: "requirement:submit",
    make: async (...visit) => (await import("./acts/begin-submission.ts")).changeSubmissionForm(...visit),
  },
  {
    path: section,
    action: "requirement:submit",
    make: async (...visit) => (await import("./acts/write-section.ts")).writeSectionForm(...visit),
  },
  {
    path: `${section}/erasure`,
    action: "requirement:submit",
    make: async (...visit) => (await import("./acts/write-section.ts")).eraseSectionForm(...visit),
  },
  {
    path: `${submission}/approval-request`,
    action: "requirement:submit",
    make: async (...visit) => (await import("./acts/move-submission.ts")).askForApprovalForm(...visit),
  },
  {
    path: `${submission}/approval`,
    action: "requirement:submit",
    make: async (...visit) => (await import("./acts/move-submission.ts")).approveSubmissionForm(...visit),
  },
  {
    path: `${submission}/reopening`,
    action: "requirement:submit",
    make: async (...visit) => (await import("./acts/move-submission.ts")).reopenSubmissionForm(...visit),
  },
  {
    path: `${submission}/handing-in`,
    action: "requirement:submit",
    make: async (...visit) => (await import("./acts/move-submission.ts")).handInForm(...visit),
  },
  {
    path: "/partnerships/:partnershipId/releases/new",
    action: "release:write",
    make: async (...visit) => (await import("./acts/prepare-release.ts")).prepareReleaseForm(...visit),
  },
  {
    path: `${release}/plan`,
    action: "release:write",
    make: async (...visit) => (await import("./acts/move-release.ts")).planReleaseForm(...visit),
  },
  {
    path: `${release}/publication`,
    action: "release:publish",
    make: async (...visit) => (await import("./acts/move-release.ts")).publishReleaseForm(...visit),
  },
  {
    path: `${release}/withdrawal`,
    action: "release:publish",
    make: async (...visit) => (await import("./acts/move-release.ts")).withdrawReleaseForm(...visit),
  },
  {
    path: `${release}/discarding`,
    action: "release:write",
    make: async (...visit) => (await import("./acts/move-release.ts")).discardReleaseForm(...visit),
  },
];
