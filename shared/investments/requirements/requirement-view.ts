import * as z from "zod";
import { defined } from "../../platform/defined.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { blocksFromOn } from "./blocking.ts";
import type { ListedRequirement } from "./requirement.store.ts";
import { type Requirement, RequirementSchema } from "./requirement.ts";

/** A requirement as the API shows it. */
export const RequirementViewSchema = lazy(() =>
  RequirementSchema()
    .extend({
      blocksFromOn: DateSchema().optional().meta({
        description: "While it is awaited: the first day on which its absence blocks payments.",
      }),
      wasLate: z.boolean().optional().meta({
        description: "Of one that was submitted: whether that was after its day.",
      }),
    })
    .meta({ id: "Requirement", description: "A report that a commitment asks for." }),
);
export type RequirementView = z.infer<ReturnType<typeof RequirementViewSchema>>;

/** The view of a requirement. */
export function requirementView(requirement: Requirement): RequirementView {
  const { submittedOn, dueOn } = requirement;
  return {
    ...requirement,
    ...defined({
      blocksFromOn: blocksFromOn(requirement),
      wasLate: submittedOn === undefined ? undefined : submittedOn > dueOn,
    }),
  };
}

/** A requirement in a list, with what is said of its commitment there. */
export const ListedRequirementSchema = lazy(() =>
  RequirementViewSchema()
    .extend({
      commitmentId: idSchema("cmt"),
      commitmentTitle: z.string(),
      funder: z.strictObject({ organisationId: idSchema("org"), name: z.string() }),
    })
    .meta({ id: "ListedRequirement" }),
);

/** The view of a requirement in a list. */
export function listedRequirementView(
  listed: ListedRequirement,
): z.infer<ReturnType<typeof ListedRequirementSchema>> {
  const { commitmentId, commitmentTitle, funderId, funderName, ...requirement } = listed;
  const funder = { organisationId: funderId, name: funderName };
  return { ...requirementView(requirement), commitmentId, commitmentTitle, funder };
}
