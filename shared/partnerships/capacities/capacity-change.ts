import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema, money, sumMinor, toMinor } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import type { CapacityAssessment, Span } from "./capacity-assessment.ts";
import type { CapacityList } from "./capacity-list.ts";
import type { Support } from "./support.ts";

/** How capacities changed between two days, beside what went into each. Neither is said to have caused the other. */
export const CapacityChangeSchema = lazy(() =>
  z
    .strictObject({
      list: z.strictObject({ id: z.string(), version: z.string(), name: z.string() }),
      from: DateSchema(),
      to: DateSchema(),
      capacities: z.array(
        z.strictObject({
          key: z.string(),
          name: z.string(),
          assessments: z.array(
            z.strictObject({
              assessmentId: idSchema("cap"),
              heldOn: DateSchema(),
              respondents: z.int(),
              lowest: z.int(),
              median: z.int(),
              highest: z.int(),
            }),
          ),
          change: z.strictObject({ from: z.int(), to: z.int(), steps: z.int() }).nullable().meta({
            description:
              "Of the median, from the first assessment to the last; null where there are not two.",
          }),
          supports: z
            .strictObject({ entries: z.int(), hours: z.number(), amounts: z.array(MoneySchema()) })
            .meta({
              description:
                "What is logged against several capacities counts whole in each: never add across capacities.",
            }),
        }),
      ),
      isWhole: z
        .boolean()
        .meta({ description: "False where there is more between the days than was read: ask for fewer." }),
    })
    .meta({ id: "CapacityChange" }),
);
export type CapacityChange = z.infer<ReturnType<typeof CapacityChangeSchema>>;

type Seen = Pick<CapacityAssessment, "id" | "heldOn"> & { readonly spans: readonly Span[] };

/** Each capacity of a list with its assessments in the order of their days, the change between first and last, and what went into it. */
export function capacityChanges(
  list: CapacityList,
  assessments: readonly Seen[],
  supports: readonly Support[],
): CapacityChange["capacities"] {
  const inOrder = assessments.toSorted((a, b) => (a.heldOn + a.id < b.heldOn + b.id ? -1 : 1));
  return list.capacities.map(({ key, name }) => {
    const points = inOrder.flatMap(({ id, heldOn, spans }) =>
      spans
        .filter(({ capacity }) => capacity === key)
        .map(({ respondents, lowest, median, highest }) => ({
          assessmentId: id,
          heldOn,
          respondents,
          lowest,
          median,
          highest,
        })),
    );
    const given = supports.filter(({ capacities, reversed }) => capacities.includes(key) && !reversed);
    return { key, name, assessments: points, change: changeOf(points), supports: sumOf(given) };
  });
}

function changeOf(points: readonly { readonly median: number }[]) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return null;
  return { from: first.median, to: last.median, steps: last.median - first.median };
}

function sumOf(given: readonly Support[]) {
  const paid = given.flatMap(({ amount }) => amount ?? []);
  const currencies = [...new Set(paid.map(({ currency }) => currency))].sort();
  const amounts = currencies.map((currency) =>
    money(sumMinor(paid.filter((one) => one.currency === currency).map(toMinor)), currency),
  );
  return { entries: given.length, hours: given.reduce((sum, { hours = 0 }) => sum + hours, 0), amounts };
}
