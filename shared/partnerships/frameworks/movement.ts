import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import type { Designation } from "../designation.ts";

const MOVES = ["none", "entered", "up", "same", "down", "left"] as const;
type Move = (typeof MOVES)[number];

/** How the partnerships of one page moved between two days: each, and counted by from and to. */
export const MovementSchema = lazy(() =>
  z
    .strictObject({
      framework: z.string(),
      gateways: z.array(z.string()),
      from: DateSchema(),
      to: DateSchema(),
      items: z.array(
        z.strictObject({
          partnershipId: idSchema("prt"),
          name: z.string(),
          from: z.string().nullable(),
          to: z.string().nullable(),
          move: z.enum(MOVES),
        }),
      ),
      matrix: z.array(
        z.strictObject({ from: z.string().nullable(), to: z.string().nullable(), partnerships: z.int() }),
      ),
      next: z.string().optional(),
    })
    .meta({
      id: "GatewayMovement",
      description: "Of one page of partnerships: to count all of them, add the matrices of all pages.",
    }),
);
export type Movement = z.infer<ReturnType<typeof MovementSchema>>;

/** A framework as movement needs it: what designations call it, and its gateways in the order in which they are reached. */
export type Ladder = { readonly framework: string; readonly gateways: readonly string[] };

/** The furthest gateway of a ladder that had been reached, and not been withdrawn, by the end of a day; null before the first. */
export function gatewayOn(
  { framework, gateways }: Ladder,
  designations: readonly Designation[],
  day: string,
): string | null {
  const reached = designations
    .filter(
      (one) =>
        one.framework === framework &&
        one.reachedOn <= day &&
        (one.withdrawal === undefined || one.withdrawal.on > day),
    )
    .map(({ gateway }) => gateways.indexOf(gateway));
  return gateways[Math.max(-1, ...reached)] ?? null;
}

/** Which way from one gateway to another. */
export function moveOf({ gateways }: Ladder, from: string | null, to: string | null): Move {
  if (from === null) return to === null ? "none" : "entered";
  if (to === null) return "left";
  const steps = gateways.indexOf(to) - gateways.indexOf(from);
  if (steps === 0) return "same";
  return steps > 0 ? "up" : "down";
}

/** Moves counted by where they began and ended, in the order of the ladder. */
export function matrixOf(
  { gateways }: Ladder,
  items: readonly Pick<Movement["items"][number], "from" | "to">[],
): Movement["matrix"] {
  const steps = [null, ...gateways];
  return steps.flatMap((from) =>
    steps.flatMap((to) => {
      const partnerships = items.filter((item) => item.from === from && item.to === to).length;
      return partnerships === 0 ? [] : [{ from, to, partnerships }];
    }),
  );
}
