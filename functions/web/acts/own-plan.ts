import { readPartnership, requireReadable } from "../../../shared/partnerships/index.ts";
import type { LoadedPartnership } from "../../../shared/partnerships/partnership.store.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Form, Part } from "../forms/form.ts";
import type { Visit } from "../signed-in.ts";
import { REASON } from "./own-commitment.ts";

/** A partnership whose plan somebody is about to change, as it stands. */
export type OpenedPlan = {
  readonly partnership: LoadedPartnership;
  /** Its path in the API, and the address of its page. */
  readonly address: string;
};

/** The partnership of the address, for its backbone. One Query. */
export async function ownPlan({ principal, c }: Visit, deps: WebDeps): Promise<Result<OpenedPlan>> {
  const id = c.req.param("partnershipId") ?? "";
  const readable = requireReadable(await readPartnership(deps.table, id), principal);
  if (!readable.ok) return readable;
  if (readable.value.head.backboneId !== principal.organisationId)
    return fail({ code: "forbidden", detail: "Only the backbone of a partnership does this." });
  return ok({ partnership: readable.value, address: `/partnerships/${id}` });
}

/** What every form of a plan shares: where it leads back to, and what is said when it is done. */
export function ofPlan({ address }: Pick<OpenedPlan, "address">, part = ""): Pick<Form, "back" | "done"> {
  const at = `${address}/plan${part}`;
  return { back: { address: at, text: "The plan" }, done: () => ({ address: at, notice: "saved" }) };
}

/** Choices of words that are codes: "working-group" reads "working group". */
export function optionsOf(codes: readonly string[]) {
  return codes.map((code) => ({ value: code, text: code.replaceAll("-", " ") }));
}

/** Records a partnership; the organisation of who does it becomes its backbone. */
export const newPartnershipForm: MakeForm = async () =>
  ok({
    title: "Record a partnership",
    lead: "Your organisation becomes its backbone: it keeps the plan, and decides who else reads it.",
    parts: describing({}),
    submit: "Record the partnership",
    call: { method: "POST", path: "/partnerships" },
    back: { address: "/partnerships", text: "Partnerships" },
    done: ({ location }) => ({
      address: `${(location ?? "").replace(/^\/v1/, "")}/plan`,
      notice: "saved",
    }),
  });

/** Changes what a partnership says of itself. */
export const describePartnershipForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const { head, version } = opened.value.partnership;
  const status: Field = {
    kind: "choice",
    name: "status",
    label: "Where it stands",
    options: optionsOf(["forming", "active", "closed"]),
    value: head.status,
    isRequired: true,
  };
  return ok({
    title: "Change what the partnership says of itself",
    parts: [...describing(head), status, REASON],
    // What was emptied is taken away.
    shape: (body) => ({
      ...body,
      description: body.description ?? null,
      startedOn: body.startedOn ?? null,
      sectors: body.sectors ?? null,
    }),
    submit: "Save",
    call: { method: "PATCH", path: opened.value.address },
    version,
    ...ofPlan(opened.value),
  });
};

type Described = Partial<LoadedPartnership["head"]>;

function describing(head: Described): Part[] {
  return [
    {
      kind: "text",
      name: "name",
      label: "Name",
      hint: "Like “Harbour Promise”.",
      most: 200,
      value: head.name,
      isRequired: true,
    },
    {
      kind: "area",
      name: "purpose",
      label: "What it is for",
      hint: "One sentence: for whom, and what shall be different.",
      value: head.purpose,
      isRequired: true,
    },
    { kind: "area", name: "description", label: "More about it", value: head.description },
    {
      kind: "group",
      legend: "Where",
      fields: [
        {
          kind: "text",
          name: "placeName",
          label: "Place",
          hint: "As people call it: “Harbour wards”.",
          most: 200,
          value: head.placeName,
          isRequired: true,
        },
        {
          kind: "text",
          name: "placeCode",
          label: "Code of the place",
          hint: "As your data write it, like 09001 for a county.",
          most: 100,
          value: head.placeCode,
          isRequired: true,
        },
        { kind: "date", name: "startedOn", label: "Working together since", value: head.startedOn },
      ],
    },
    {
      kind: "lines",
      name: "sectors",
      label: "Sectors",
      hint: "One a line: schools, health, housing.",
      value: head.sectors?.join("\n"),
    },
  ];
}
