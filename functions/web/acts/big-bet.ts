import { listPartnerships } from "../../../shared/partnerships/list-partnerships.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";

/** Records a big bet: one plan of a partnership, that several funders shall commit to. */
export const newBigBetForm: MakeForm = async ({ principal }, deps) => {
  const page = { limit: 100 };
  const listed = await listPartnerships(deps, { organisationId: principal.organisationId, page });
  if (!listed.ok) return listed;
  return ok({
    title: "Record a big bet",
    lead: "You convene it: you change its plan, and admit the funders that commit to it.",
    parts: [
      { kind: "text", name: "title", label: "Title", most: 200, isRequired: true },
      { kind: "area", name: "purpose", label: "What it is for", isRequired: true },
      {
        kind: "area",
        name: "plan",
        label: "The plan in short",
        hint: "What all who commit agree to.",
        isRequired: true,
      },
      {
        kind: "choice",
        name: "partnershipId",
        label: "Partnership",
        options: listed.value.items.map(({ id, name }) => ({ value: id, text: name })),
        blank: "choose one",
        isRequired: true,
      },
      {
        kind: "group",
        legend: "Until when, and how much",
        fields: [
          { kind: "date", name: "startOn", label: "Starts on", isRequired: true },
          { kind: "date", name: "endOn", label: "Ends on", isRequired: true },
          {
            kind: "money",
            name: "target",
            label: "Target",
            currency: { field: "currency" },
            isRequired: true,
          },
          {
            kind: "money",
            name: "leverageAspired",
            label: "Hoped to be unlocked beyond it",
            currency: { field: "currency" },
          },
          { kind: "text", name: "currency", label: "Currency", value: "USD", most: 3, isRequired: true },
        ],
      },
      {
        kind: "text",
        name: "designLeftOut.reason",
        label: "Why no design grant comes first",
        hint: "Only where none does.",
        most: 1000,
      },
      {
        kind: "check",
        name: "showsAmounts",
        label: "Funders see each other's amounts, once every one agrees",
      },
    ],
    shape: ({ currency: _, ...body }) => body,
    submit: "Record the big bet",
    call: { method: "POST", path: "/big-bets" },
    back: { address: "/big-bets", text: "Big bets" },
    done: ({ location }) => ({ address: (location ?? "").replace(/^\/v1/, ""), notice: "big-bet-created" }),
  });
};
