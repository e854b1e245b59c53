import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { inParallel } from "../platform/in-parallel.ts";
import { lazy } from "../platform/lazy.ts";
import type { Problem } from "../platform/problem.ts";
import { ApprovalInputSchema, approveTranche } from "./approve-tranche.ts";
import type { CommitmentCall, InvestmentDeps } from "./work-on-commitment.ts";

/** Many tranches to approve at once, of any of the funder's commitments. */
export const ApprovalListSchema = lazy(() =>
  z
    .strictObject({
      approvals: z
        .array(
          ApprovalInputSchema().extend({ commitmentId: idSchema("cmt"), trancheNumber: z.int().positive() }),
        )
        .min(1)
        .max(100),
    })
    .meta({ id: "ApprovalList" }),
);

type Asked = z.infer<ReturnType<typeof ApprovalListSchema>>["approvals"][number];

/** What became of each of many: done, or refused with its problem, in the order they were asked in. */
export type Outcome = Pick<Asked, "commitmentId" | "trancheNumber"> & { readonly problem?: Problem };

const AT_ONCE = 8;

/**
 * Approves many tranches, each in a transaction of its own: one that is refused holds up no other. Tranches of one commitment are
 * approved one after another, so that they do not collide.
 */
export async function approveMany(
  deps: InvestmentDeps,
  call: Omit<CommitmentCall, "id">,
  asked: readonly Asked[],
): Promise<Outcome[]> {
  const outcomes = new Map<Asked, Outcome>();
  const groups = [...Map.groupBy(asked, ({ commitmentId }) => commitmentId).values()];
  await inParallel(groups, AT_ONCE, async (group) => {
    for (const one of group) {
      const { commitmentId, trancheNumber, ...input } = one;
      const done = await approveTranche(deps, { ...call, id: commitmentId, trancheNumber, input });
      outcomes.set(one, { commitmentId, trancheNumber, ...(done.ok ? {} : { problem: done.problem }) });
    }
  });
  return asked.flatMap((one) => outcomes.get(one) ?? []);
}
