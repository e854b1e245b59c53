import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";

/** One condition of a framework of collective impact. */
export const ConditionEntrySchema = lazy(() =>
  z.strictObject({ code: z.string(), name: z.string(), gist: z.string() }).meta({ id: "ConditionEntry" }),
);
type ConditionEntry = z.infer<ReturnType<typeof ConditionEntrySchema>>;

type Framework = {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  readonly conditions: readonly ConditionEntry[];
};

/**
 * Versions of the conditions of collective impact, the latest last. What was judged under one keeps naming it; a later one is added
 * below it, never written over it.
 */
export const COLLECTIVE_IMPACT: readonly [Framework, ...Framework[]] = [
  {
    id: "collective-impact",
    version: "2011",
    name: "Five conditions of collective impact",
    source: "Kania and Kramer, Collective Impact, Stanford Social Innovation Review, winter 2011",
    conditions: [
      {
        code: "common-agenda",
        name: "Common agenda",
        gist: "All share a vision for change, an understanding of the problem, and an approach agreed on.",
      },
      {
        code: "shared-measurement",
        name: "Shared measurement",
        gist: "Data are collected and results measured in one way by all.",
      },
      {
        code: "mutually-reinforcing-activities",
        name: "Mutually reinforcing activities",
        gist: "Each does what it does best, fitted to what the others do.",
      },
      {
        code: "continuous-communication",
        name: "Continuous communication",
        gist: "All meet often enough to build trust and to keep the goals common.",
      },
      {
        code: "backbone-support",
        name: "Backbone support",
        gist: "An organisation with staff of its own serves and coordinates the whole.",
      },
    ],
  },
];

/** The latest version there is. */
export function currentFramework(): Framework {
  return COLLECTIVE_IMPACT.at(-1) ?? COLLECTIVE_IMPACT[0];
}

/** The reference by which a judgement keeps the version it was made under: "collective-impact@2011". */
export function frameworkRef({ id, version }: Framework): string {
  return `${id}@${version}`;
}
