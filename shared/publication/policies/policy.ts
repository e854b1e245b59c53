import * as z from "zod";
import { DEFAULT_RELEASE_POLICY, ReleasePolicySchema } from "../../disclosure/release/release-policy.ts";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";

/** The id of the policy that comes with the product. */
export const BUILT_IN_POLICY = DEFAULT_RELEASE_POLICY.id;

export const PolicyIdSchema = lazy(() =>
  z.union([idSchema("pol"), z.literal(BUILT_IN_POLICY)], "Name a disclosure policy by its id."),
);

/** What a policy says, beside its id and its version. */
const RulesSchema = lazy(() => ReleasePolicySchema().omit({ id: true, version: true }));

const ContentSchema = lazy(() =>
  RulesSchema().extend({
    name: z.string().trim().min(1).max(200),
    note: z.string().trim().min(1).max(2000).optional().meta({
      description: "Where the rules come from: the state's own, an agreement, a board.",
    }),
  }),
);

export const NewPolicySchema = lazy(() => {
  const { id: _id, version: _version, ...rules } = DEFAULT_RELEASE_POLICY;
  const name = "As the state's report card";
  return ContentSchema().meta({
    id: "NewDisclosurePolicy",
    examples: [{ ...rules, name, minimumCell: 15, minimumWidth: 15 }],
  });
});
export type NewPolicy = z.infer<ReturnType<typeof NewPolicySchema>>;

/** The next version of a policy, whole, for a reason. */
export const PolicyVersionSchema = lazy(() =>
  ContentSchema().extend({ reason: ReasonSchema() }).meta({ id: "DisclosurePolicyVersion" }),
);
export type PolicyVersion = z.infer<ReturnType<typeof PolicyVersionSchema>>;

/** A version of a policy as it is stored: it never changes. */
export const StoredPolicySchema = lazy(() =>
  z.object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    note: z.string().optional(),
    recordedAt: z.iso.datetime(),
    rules: RulesSchema(),
  }),
);
export type StoredPolicy = z.infer<ReturnType<typeof StoredPolicySchema>>;

/** A version of a policy as the API shows it; one that comes with the product has no owner and no instant. */
export const PolicyViewSchema = lazy(() =>
  ReleasePolicySchema()
    .extend({
      name: z.string(),
      note: z.string().optional(),
      ownerId: z.string().optional(),
      recordedAt: z.iso.datetime().optional(),
      latestVersion: z.int(),
    })
    .meta({ id: "DisclosurePolicy" }),
);
export type PolicyView = z.infer<ReturnType<typeof PolicyViewSchema>>;
