import { isPlanned } from "../../../shared/investments/index.ts";
import { mayRead, readPartnership } from "../../../shared/partnerships/index.ts";
import { formatAmount } from "../../../shared/platform/money.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Option, Rows } from "../forms/form.ts";
import { type Opened, ofCommitment, ownCommitment, REASON } from "./own-commitment.ts";

/** Changes what describes a commitment; what its agreement fixes is changed by an amendment. */
export const describeForm: MakeForm = async (visit, deps) => {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const { state, address } = opened.value;
  const { title, description, programme, startOn, endOn, status } = state.commitment;
  const days = [
    {
      kind: "date",
      name: "startOn",
      label: "Starts on",
      value: startOn,
      isRequired: true,
      onlyIfChanged: true,
    },
    { kind: "date", name: "endOn", label: "Ends on", value: endOn, isRequired: true, onlyIfChanged: true },
  ] as const;
  return ok({
    title: "Change the description",
    parts: [
      { kind: "text", name: "title", label: "Title", most: 300, value: title, isRequired: true },
      { kind: "area", name: "description", label: "What it is for", value: description },
      { kind: "text", name: "programme", label: "Programme", most: 200, value: programme },
      ...(isPlanned(status) ? days : []),
      REASON,
    ],
    // What was emptied is taken away.
    shape: (body) => ({ ...body, description: body.description ?? null, programme: body.programme ?? null }),
    submit: "Save",
    call: { method: "PATCH", path: address },
    ...ofCommitment(opened.value, "saved"),
  });
};

/** Divides a commitment among the strategies of its partnership. */
export const allocateForm: MakeForm = async (visit, deps) => {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const { state, address } = opened.value;
  const { partnershipId } = state.commitment;
  const found = partnershipId === undefined ? undefined : await readPartnership(deps.table, partnershipId);
  if (!found || !mayRead(found, visit.principal))
    return fail({
      code: "conflict",
      detail:
        "Money is divided among the strategies of a partnership that is linked and shared with you. Link one first.",
    });
  const strategies = found.strategies.map(({ id, name }) => ({ value: id, text: name }));
  return ok({
    title: "Divide among strategies",
    lead: isPlanned(state.commitment.status)
      ? "All lines as they shall be. What no strategy has stays unallocated."
      : "Once it is agreed, what is unallocated can be given out; taking from a line is an amendment.",
    parts: [allocationRows(opened.value, strategies), REASON],
    shape: (body) => ({ ...body, allocations: body.allocations ?? [] }),
    submit: "Save the allocations",
    call: { method: "PUT", path: `${address}/allocations` },
    ...ofCommitment(opened.value, "allocated", "#allocations"),
  });
};

function allocationRows({ state, currency }: Opened, strategies: readonly Option[]): Rows {
  const { allocations } = state;
  return {
    kind: "rows",
    name: "allocations",
    legend: "Lines",
    rowLegend: (index) => `Line ${index + 1}`,
    count: allocations.length + 1,
    most: 25,
    more: "Add a line",
    fields: (index) => {
      const line = allocations[index];
      return [
        {
          kind: "choice",
          name: "strategyId",
          label: "Strategy",
          options: strategies,
          value: line?.strategyId,
          isRequired: true,
          blank: "choose one",
        },
        {
          kind: "money",
          name: "amount",
          label: "Amount",
          currency,
          hint: `In ${currency}; or a share beside it.`,
          value:
            line && line.sharePercent === undefined ? formatAmount(line.amountMinor, currency) : undefined,
        },
        {
          kind: "text",
          name: "sharePercent",
          label: "Or a share, in per cent",
          value: line?.sharePercent,
          most: 8,
        },
        { kind: "text", name: "note", label: "Note", value: line?.note, most: 1000 },
        { kind: "date", name: "startOn", label: "From", value: line?.startOn },
        { kind: "date", name: "endOn", label: "Through", value: line?.endOn },
      ];
    },
  };
}

/** Writes a note beside a commitment. */
export const noteForm: MakeForm = async (visit, deps) => {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const { version: _, ...rest } = ofCommitment(opened.value, "note-added", "/papers#notes");
  return ok({
    title: "Write a note",
    lead: "It is never changed, and can be erased: the history keeps none of its words.",
    parts: [
      { kind: "area", name: "text", label: "Note", isRequired: true },
      {
        kind: "choice",
        name: "visibility",
        label: "Who reads it",
        options: [
          { value: "funder", text: "Your organisation alone" },
          { value: "parties", text: "Also who keeps the partnership" },
        ],
        value: "funder",
        isRequired: true,
      },
    ],
    submit: "Keep the note",
    call: { method: "POST", path: `${opened.value.address}/notes` },
    ...rest,
  });
};
