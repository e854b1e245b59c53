import { ACTION_COMMITMENTS } from "../../../shared/partnerships/agenda/action-commitment.ts";
import { showRecord } from "../../../shared/partnerships/read-records.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Form } from "../forms/form.ts";
import type { Visit } from "../signed-in.ts";
import { REASON } from "./own-commitment.ts";
import { type OpenedPlan, ownPlan } from "./own-plan.ts";

/** Records who promised what by when. */
export const addPromiseForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const { address, partnership } = opened.value;
  return ok({
    title: "Record a promise",
    lead: "What an organisation does for all of you, by when. It is kept or missed, and that is said.",
    parts: [
      {
        kind: "text",
        name: "what",
        label: "What",
        hint: "Like “Send the week's eviction filings to the schools every Monday”.",
        most: 1000,
        isRequired: true,
      },
      {
        kind: "text",
        name: "organisation",
        pointer: "/organisation/name",
        label: "Organisation that promises it",
        most: 200,
        isRequired: true,
      },
      {
        kind: "text",
        name: "role",
        label: "Role there",
        hint: "Like “Clerk of the court”. Never a person's name.",
        most: 200,
      },
      {
        kind: "date",
        name: "agreedOn",
        label: "Agreed on",
        value: visit.now.slice(0, 10),
        isRequired: true,
      },
      { kind: "date", name: "dueOn", label: "By when", isRequired: true },
      {
        kind: "choice",
        name: "strategyId",
        label: "For the strategy",
        options: partnership.strategies.map(({ id, name }) => ({ value: id, text: name })),
        blank: "none in particular",
      },
      VISIBILITY,
    ],
    submit: "Record the promise",
    call: { method: "POST", path: `${address}/action-commitments` },
    ...ofPromises(address),
  });
};

/** Who reads a record of the partnership. */
export const VISIBILITY = {
  kind: "choice",
  name: "visibility",
  label: "Who reads it",
  options: [
    { value: "readers", text: "Also those whom the partnership is shared with" },
    { value: "partnership", text: "The backbone alone" },
  ],
  value: "readers",
  isRequired: true,
} as const;

/** Records that a promise was kept, missed or withdrawn. */
export const settlePromiseForm: MakeForm = async (visit, deps) => {
  const found = await ownPromise(visit, deps);
  if (!found.ok) return found;
  const { promise, address } = found.value;
  return ok({
    title: "How the promise ended",
    eyebrow: promise.what,
    parts: [
      {
        kind: "choice",
        name: "outcome",
        label: "Outcome",
        options: [
          { value: "kept", text: "Kept" },
          { value: "missed", text: "Missed" },
          { value: "withdrawn", text: "Withdrawn by who promised it" },
        ],
        value: "kept",
        isRequired: true,
      },
      { kind: "date", name: "on", label: "On", value: visit.now.slice(0, 10), isRequired: true },
      {
        kind: "area",
        name: "why",
        label: "Why",
        hint: "Asked where it was not kept: what stood in the way, so that it can be moved.",
      },
    ],
    submit: "Record it",
    call: { method: "POST", path: `${address}/action-commitments/${promise.id}/outcome` },
    version: promise.version,
    ...ofPromises(address),
  });
};

/** Moves the day by which a promise is due; the first one stays beside it. */
export const movePromiseForm: MakeForm = async (visit, deps) => {
  const found = await ownPromise(visit, deps);
  if (!found.ok) return found;
  const { promise, address } = found.value;
  return ok({
    title: "Move the day of a promise",
    eyebrow: promise.what,
    lead: "The day that was promised at first stays beside the new one.",
    parts: [
      { kind: "date", name: "dueOn", label: "Now due on", value: promise.dueOn, isRequired: true },
      REASON,
    ],
    submit: "Move the day",
    call: { method: "PATCH", path: `${address}/action-commitments/${promise.id}` },
    version: promise.version,
    ...ofPromises(address),
  });
};

type Promised = OpenedPlan & {
  readonly promise: {
    readonly id: string;
    readonly version: number;
    readonly what: string;
    readonly dueOn: string;
  };
};

/** The open promise of the address, for the backbone. Two rounds. */
async function ownPromise(visit: Visit, deps: WebDeps): Promise<Result<Promised>> {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const at = {
    partnershipId: opened.value.partnership.head.id,
    recordId: visit.c.req.param("recordId") ?? "",
    organisationId: visit.principal.organisationId,
  };
  const read = await showRecord(deps, ACTION_COMMITMENTS, at);
  if (!read.ok) return read;
  const promise = read.value.view;
  // A form that was sent twice is for the operation to judge.
  if (promise.state !== "open" && visit.c.req.method === "GET")
    return fail({ code: "conflict", detail: `It is recorded as ${promise.state} already.` });
  return ok({ ...opened.value, promise });
}

function ofPromises(address: string): Pick<Form, "back" | "done"> {
  const at = `${address}#promises`;
  return {
    back: { address: at, text: "The partnership" },
    done: () => ({ address: at, notice: "saved" }),
  };
}
