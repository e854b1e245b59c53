import { RESTRICTION_KINDS } from "../../../shared/investments/commitment.ts";
import { REQUIREMENT_KINDS } from "../../../shared/investments/requirements/requirement.ts";
import { BARRIER_KINDS } from "../../../shared/investments/tranche.ts";
import { capitalised } from "../../../shared/pages/index.ts";
import type { Field, Group, Option, Part, Rows } from "../forms/form.ts";

const MOST_MILESTONES = 20;
const MOST_REPORTS = 20;
const MOST_TRANCHES = 40;

export function optionsOf(codes: readonly string[]): Option[] {
  return codes.map((code) => ({ value: code, text: capitalised(code) }));
}

function numbered(name: string, most: number): Option[] {
  return Array.from({ length: most }, (_, index) => ({
    value: `${index + 1}`,
    text: `${name} ${index + 1}`,
  }));
}

/** Who, what for, and how much. */
export function DESCRIPTION_PARTS(...links: readonly Field[]): Part[] {
  return [
    { kind: "text", name: "title", label: "Title", most: 300, isRequired: true },
    { kind: "area", name: "description", label: "What it is for" },
    {
      kind: "group",
      legend: "Who and until when",
      fields: [
        { kind: "text", name: "recipient.name", label: "Recipient", most: 300, isRequired: true },
        ...links,
        { kind: "date", name: "startOn", label: "Starts on", isRequired: true },
        { kind: "date", name: "endOn", label: "Ends on", isRequired: true },
        { kind: "text", name: "programme", label: "Programme", most: 200 },
      ],
    },
    {
      kind: "group",
      legend: "Money",
      fields: [
        {
          kind: "money",
          name: "amount",
          label: "Amount over all years",
          currency: { field: "currency" },
          isRequired: true,
        },
        {
          kind: "text",
          name: "currency",
          label: "Currency",
          hint: "Its three letters, like USD.",
          value: "USD",
          most: 3,
          isRequired: true,
        },
      ],
    },
  ];
}

/** How far it has come. */
export const STANDING: Group = {
  kind: "group",
  legend: "Where it stands",
  hint: "Before it is agreed it is in no total of commitments, and can be planned anew.",
  fields: [
    {
      kind: "choice",
      name: "status",
      label: "Status",
      options: [
        { value: "draft", text: "Draft" },
        { value: "intended", text: "Intended, not binding" },
        { value: "approved", text: "Approved by the board" },
        { value: "agreed", text: "Agreed: the agreement is signed" },
      ],
      value: "draft",
      isRequired: true,
    },
    { kind: "date", name: "approvedOn", label: "Approved by the board on" },
    { kind: "date", name: "agreedOn", label: "Agreed on" },
    {
      kind: "choice",
      name: "restriction.kind",
      label: "Restriction",
      hint: "What the money may be used for. It delays nothing.",
      options: optionsOf(RESTRICTION_KINDS.filter((kind) => kind !== "none")),
    },
  ],
};

/** What is to be reached. */
export const MILESTONES: Rows = {
  kind: "rows",
  name: "milestones",
  legend: "Milestones",
  hint: "What is to be reached on the way. A payment can wait for one.",
  rowLegend: (index) => `Milestone ${index + 1}`,
  count: 2,
  most: MOST_MILESTONES,
  more: "Add a milestone",
  fields: () => [
    { kind: "text", name: "title", label: "What is reached", most: 200 },
    { kind: "date", name: "dueOn", label: "By" },
  ],
};

/** What is asked for. */
export const REPORTS: Rows = {
  kind: "rows",
  name: "reports",
  pointer: "/requirements",
  legend: "Reports",
  hint: "What you ask the recipient for. A payment can wait until one is accepted.",
  rowLegend: (index) => `Report ${index + 1}`,
  count: 2,
  most: MOST_REPORTS,
  more: "Add a report",
  fields: () => [
    { kind: "text", name: "title", label: "What it is called", most: 200 },
    { kind: "date", name: "dueOn", pointer: "/schedule/days/0/dueOn", label: "Due on" },
    {
      kind: "choice",
      name: "kind",
      label: "Kind",
      options: optionsOf(REQUIREMENT_KINDS),
      value: "narrative",
      isRequired: true,
    },
    { kind: "check", name: "isBlocking", label: "While it is overdue, nothing of the commitment is paid" },
  ],
};

/** When how much is due, and what it waits for. */
export const TRANCHES: Rows = {
  kind: "rows",
  name: "tranches",
  legend: "Payments",
  hint: "Together they are the amount over all years.",
  rowLegend: (index) => `Payment ${index + 1}`,
  count: 5,
  most: MOST_TRANCHES,
  more: "Add a payment",
  fields: () => [
    { kind: "date", name: "dueOn", label: "Due on" },
    { kind: "money", name: "amount", label: "Amount", currency: { field: "currency" } },
    { kind: "text", name: "label", label: "Called", most: 200 },
    {
      kind: "choice",
      name: "report",
      pointer: "/rule",
      label: "Waits for a report to be accepted",
      options: numbered("Report", MOST_REPORTS),
      blank: "no report",
    },
    {
      kind: "choice",
      name: "milestone",
      label: "Waits for a milestone",
      options: numbered("Milestone", MOST_MILESTONES),
      blank: "no milestone",
    },
    {
      kind: "choice",
      name: "barrier",
      aside: "Donor condition",
      pointer: "/condition/barrier/kind",
      label: "Kind of barrier",
      hint: "Only where the agreement has one. It makes the money conditional in the books.",
      options: optionsOf(BARRIER_KINDS),
      blank: "no donor condition",
    },
    {
      kind: "text",
      name: "barrierText",
      aside: "Donor condition",
      pointer: "/condition/barrier/description",
      label: "What must be overcome",
      most: 1000,
    },
    {
      kind: "check",
      name: "release",
      aside: "Donor condition",
      pointer: "/condition/rightOfRelease",
      label: "You are released from it if that does not happen",
    },
  ],
};
