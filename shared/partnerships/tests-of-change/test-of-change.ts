import * as z from "zod";
import { attributesOf, type Part } from "../../platform/aggregate.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { ok } from "../../platform/result.ts";
import type { LoadedRecord } from "../record.store.ts";
import { recordKind, VisibilityShape } from "../record-kind.ts";
import { idReference, idReferences } from "../reference.ts";
import { type Cycle, CycleSchema } from "./cycle.ts";

const TEST_STATES = ["planned", "under-way", "adopted", "abandoned"] as const;
/** So many cycles one ramp has. */
export const MOST_CYCLES = 30;
const CYCLE = "C#CYC#";

const FieldsSchema = lazy(() =>
  z
    .strictObject({
      title: z.string().trim().min(1).max(200),
      aim: z.string().trim().min(1).max(2000).meta({
        description: "What shall be accomplished, and how one will know that a change is an improvement.",
      }),
      change: z
        .string()
        .trim()
        .min(1)
        .max(2000)
        .meta({ description: "The idea that is tested, and why it might work." }),
      strategyId: idSchema("str").optional(),
      indicatorIds: z.array(idSchema("ind")).max(10).optional(),
      ...VisibilityShape(),
    })
    .meta({
      id: "NewTestOfChange",
      examples: [
        {
          title: "A clinic before the court date",
          aim: "More families keep their home; seen in filings that end without an order.",
          change: "Legal aid where the families are, in the week of the filing.",
        },
      ],
    }),
);
type Fields = z.infer<ReturnType<typeof FieldsSchema>>;
export type TestOfChange = Fields & {
  readonly state: (typeof TEST_STATES)[number];
  readonly cycleCount: number;
};

const StateShape = lazy(() => ({
  state: z.enum(TEST_STATES).meta({ description: "As its last cycle left it." }),
  cycleCount: z.int().min(0),
}));

/** A test of change: a ramp of cycles, small at first, until it is adopted or abandoned. */
export const TESTS_OF_CHANGE = recordKind<Fields, TestOfChange>({
  prefix: "tst",
  noun: "test of change",
  plural: "tests-of-change",
  title: "TestOfChange",
  fields: FieldsSchema,
  state: StateShape,
  begin: (fields) => ok({ ...fields, state: "planned", cycleCount: 0 }),
  listedBy: ({ createdAt }) => createdAt,
  references: ({ strategyId, indicatorIds }) => [
    ...idReference(strategyId, "/strategyId"),
    ...idReferences(indicatorIds, "/indicatorIds"),
  ],
});

/** A test with the whole of its ramp. */
export const RampSchema = lazy(() =>
  (TESTS_OF_CHANGE.view() as unknown as z.ZodObject)
    .extend({ cycles: z.array(CycleSchema()) })
    .meta({ id: "Ramp", description: "A test of change with its cycles, in order." }),
);

/** A cycle, as it is stored in the partition of its test. */
export function cyclePart(cycle: Cycle): Part {
  const sk = `${CYCLE}${String(cycle.number).padStart(3, "0")}`;
  return { sk, type: "cycle", attributes: cycle };
}

/** The cycles of a test as it was read, in order. */
export function cyclesOf({ items }: Pick<LoadedRecord<unknown>, "items">): Cycle[] {
  const stored = items.filter(({ sk }) => sk.startsWith(CYCLE));
  return stored
    .map((item) => CycleSchema().parse(attributesOf(item)))
    .sort((one, other) => one.number - other.number);
}

/** How a cycle leaves its test. */
export function stateAfter({ number, state, decision }: Cycle): TestOfChange["state"] {
  if (decision?.decision === "adopt") return "adopted";
  if (decision?.decision === "abandon") return "abandoned";
  return number === 1 && state === "planned" ? "planned" : "under-way";
}
