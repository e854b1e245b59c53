import type { FormPage } from "./forms/answer-form.ts";

/** What only a funder does beyond one commitment, what lies beside one, and what its ledger says besides payments, with the permission of the operation that each form calls. */
export const FUNDER_FORMS: readonly FormPage[] = [
  {
    path: "/commitments/:commitmentId/tranches/:trancheNumber/release",
    action: "payment:write",
    make: async (...visit) => (await import("./acts/give-up.ts")).releaseForm(...visit),
  },
  {
    path: "/commitments/:commitmentId/tranches/:trancheNumber/forfeiture",
    action: "payment:write",
    make: async (...visit) => (await import("./acts/give-up.ts")).forfeitForm(...visit),
  },
  {
    path: "/commitments/:commitmentId/expenditures/new",
    action: "payment:write",
    make: async (...visit) => (await import("./acts/give-up.ts")).expenditureForm(...visit),
  },
  {
    path: "/commitments/:commitmentId/contacts/edit",
    action: "document:write",
    make: async (...visit) => (await import("./acts/contacts.ts")).contactsForm(...visit),
  },
  {
    path: "/commitments/:commitmentId/documents/new",
    action: "document:write",
    make: async (...visit) => (await import("./acts/documents.ts")).addDocumentForm(...visit),
  },
  {
    path: "/commitments/:commitmentId/documents/:documentId/withdrawal",
    action: "document:write",
    make: async (...visit) => (await import("./acts/documents.ts")).withdrawDocumentForm(...visit),
  },
  {
    path: "/payment-runs/new",
    action: "payment:write",
    make: async (...visit) => (await import("./acts/payment-run.ts")).newPaymentRunForm(...visit),
  },
  {
    path: "/payment-runs/approvals",
    action: "payment:approve",
    make: async (...visit) => (await import("./acts/payment-run.ts")).approvePaymentsForm(...visit),
  },
  {
    path: "/payment-runs/:runId/resume",
    action: "payment:write",
    make: async (...visit) => (await import("./acts/payment-run.ts")).resumePaymentRunForm(...visit),
  },
  {
    path: "/reviews/:ref/closing",
    action: "commitment:write",
    make: async (...visit) => (await import("./acts/close-review.ts")).closeReviewForm(...visit),
  },
];
