import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema } from "../../platform/money.ts";
import { ok } from "../../platform/result.ts";
import { DateSchema } from "../../platform/time.ts";
import { EvidenceShape } from "../evidence.ts";
import { LabelsSchema } from "../label.ts";
import { PartnerSchema, partnersReferences } from "../partner.ts";
import { PlacesSchema } from "../place-code.ts";
import { checkNotAhead, recordKind, VisibilityShape } from "../record-kind.ts";
import { idReferences } from "../reference.ts";
import { LEVEL_LISTS, LEVER_LISTS } from "./levers.ts";
import { codedSchema } from "./reference-list.ts";

/** How far a change has come. One is undone where it is reversed, and may come again. */
export const CHANGE_STATUSES = [
  "proposed",
  "adopted",
  "implemented",
  "institutionalised",
  "reversed",
] as const;
export type ChangeStatus = (typeof CHANGE_STATUSES)[number];

const MONEY_MOVES = ["new", "redirected", "protected", "ended"] as const;

const AffectedSchema = lazy(() =>
  z
    .strictObject({
      whom: z.string().trim().min(1).max(500),
      people: z.int().min(1).optional().meta({ description: "How many; only where somebody counted." }),
      populations: LabelsSchema().optional(),
    })
    .meta({ id: "AffectedPopulation" }),
);
const MoneyAffectedSchema = lazy(() =>
  z
    .strictObject({ amount: MoneySchema(), move: z.enum(MONEY_MOVES), isYearly: z.boolean() })
    .meta({ id: "AffectedMoney", description: "Public or private money whose way the change has changed." }),
);

const FieldsSchema = lazy(() =>
  z
    .strictObject({
      title: z.string().trim().min(1).max(200),
      description: z.string().trim().min(1).max(5000).optional(),
      lever: codedSchema(LEVER_LISTS, "Lever"),
      level: codedSchema(LEVEL_LISTS, "SystemLevel"),
      status: z.enum(CHANGE_STATUSES),
      statusOn: DateSchema().meta({ description: "The day on which it came to this status." }),
      by: z.array(PartnerSchema()).max(20).default([]).meta({ description: "Whose change it is." }),
      places: PlacesSchema().optional(),
      affected: AffectedSchema().optional(),
      money: z.array(MoneyAffectedSchema()).max(10).optional(),
      strategyIds: z.array(idSchema("str")).max(10).optional(),
      testIds: z.array(idSchema("tst")).max(10).optional(),
      indicatorIds: z.array(idSchema("ind")).max(20).optional(),
      ...EvidenceShape(),
      ...VisibilityShape(),
    })
    .meta({
      id: "NewSystemsChange",
      examples: [
        {
          title: "Filings are sealed after three years",
          lever: { list: "four-levers@2021", code: "policies" },
          level: { list: "system-levels@1", code: "state" },
          status: "proposed",
          statusOn: "2023-01-17",
          affected: { whom: "Renting families with a filing in the last seven years" },
        },
      ],
    }),
);
type Fields = z.infer<ReturnType<typeof FieldsSchema>>;

/** One step to a status, on a day. */
const TransitionShape = lazy(() => ({
  status: z.enum(CHANGE_STATUSES),
  on: DateSchema(),
  note: z.string().trim().min(1).max(2000).optional(),
}));
export const TransitionSchema = lazy(() =>
  z
    .strictObject({ ...TransitionShape() })
    .meta({ id: "SystemsChangeTransition", examples: [{ status: "adopted", on: "2023-05-02" }] }),
);
export type Transition = z.infer<ReturnType<typeof TransitionSchema>>;

/** A phase of the work on a policy, from a day on. */
export const PhaseSchema = lazy(() =>
  z
    .strictObject({
      list: z.string(),
      code: z.string(),
      on: DateSchema(),
      note: z.string().trim().min(1).max(2000).optional(),
    })
    .meta({ id: "PolicyPhase" }),
);
export type Phase = z.infer<ReturnType<typeof PhaseSchema>>;

const StateShape = lazy(() => ({
  transitions: z.array(TransitionSchema()).meta({ description: "How it came to its status, oldest first." }),
  phases: z.array(PhaseSchema()).meta({ description: "Phases of policy work, in the order they began." }),
}));
export type SystemsChange = Fields & { readonly transitions: Transition[]; readonly phases: Phase[] };

/** A change of a system: by which lever, at which level, how far it has come, whom and what money it moves. */
export const SYSTEMS_CHANGES = recordKind<Fields, SystemsChange>({
  prefix: "sys",
  noun: "systems change",
  plural: "systems-changes",
  title: "SystemsChange",
  fields: FieldsSchema,
  // Levers say which phases there are, and statuses move by transitions.
  changeable: () => FieldsSchema().omit({ status: true, statusOn: true, lever: true }),
  state: StateShape,
  begin: (fields) => {
    const { status, statusOn: on } = fields;
    return ok({ ...fields, transitions: [{ status, on }], phases: [] });
  },
  listedBy: ({ statusOn }) => statusOn,
  references: ({ by, strategyIds, testIds, indicatorIds }) => [
    ...partnersReferences(by, "/by"),
    ...idReferences(strategyIds, "/strategyIds"),
    ...idReferences(testIds, "/testIds"),
    ...idReferences(indicatorIds, "/indicatorIds"),
  ],
  check: ({ statusOn }, now) => checkNotAhead(statusOn, now, "/statusOn"),
});
