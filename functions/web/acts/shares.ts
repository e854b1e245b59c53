import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field } from "../forms/form.ts";
import { REASON } from "./own-commitment.ts";
import { ofPlan, ownPlan } from "./own-plan.ts";

/** Lets another organisation read the partnership. */
export const shareForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const { partnership, address } = opened.value;
  return ok({
    title: "Let an organisation read the plan",
    lead: "It reads the plan, and figures without those that could identify a child. What is marked for the backbone alone stays with you.",
    parts: [
      ORGANISATION,
      { ...REASON, hint: "Like “Funds the family navigators”. It stays in the history." },
    ],
    shape: ({ organisationId: _, ...body }) => body,
    submit: "Share with it",
    call: {
      method: "PUT",
      path: (input) => `${address}/shares/${encodeURIComponent((input.get("organisationId") ?? "").trim())}`,
    },
    version: partnership.version,
    ...ofPlan(opened.value, "#shares"),
  });
};

const ORGANISATION: Field = {
  kind: "text",
  name: "organisationId",
  label: "Id of the organisation",
  hint: "It begins with org_; the organisation reads it among its own details, and tells you.",
  most: 60,
  isRequired: true,
};

/** Ends that an organisation reads the partnership. */
export const stopSharingForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const { partnership, address } = opened.value;
  const share = partnership.shares.find(
    ({ organisationId }) => organisationId === visit.c.req.param("organisationId"),
  );
  if (!share) return fail({ code: "not_found", detail: "It is not shared with this organisation." });
  return ok({
    title: "Stop sharing",
    eyebrow: share.organisationId,
    lead: "From then on it finds nothing here any more.",
    parts: [REASON],
    submit: "Stop sharing",
    isGrave: true,
    call: {
      method: "DELETE",
      path: (input) =>
        `${address}/shares/${share.organisationId}?reason=${encodeURIComponent((input.get("reason") ?? "").trim())}`,
    },
    version: partnership.version,
    ...ofPlan(opened.value, "#shares"),
  });
};
