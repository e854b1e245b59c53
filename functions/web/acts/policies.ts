import { ok } from "../../../shared/platform/result.ts";
import type { PolicyView } from "../../../shared/publication/policies/policy.ts";
import { BUILT_IN_POLICY } from "../../../shared/publication/policies/policy.ts";
import { readPolicy } from "../../../shared/publication/policies/read-policies.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field } from "../forms/form.ts";
import { HIDING, RATES_SHOWN } from "../policy-words.ts";
import { REASON } from "./own-commitment.ts";

const POLICIES = "/settings/policies";

/** Records a disclosure policy, beginning from the one of the product. */
export const newPolicyForm: MakeForm = async ({ principal: { organisationId } }, deps) => {
  const builtIn = await readPolicy(deps.table, { id: BUILT_IN_POLICY, organisationId });
  if (!builtIn.ok) return builtIn;
  return ok({
    title: "Record a disclosure policy",
    lead: "Begins as the policy of the product does. Releases are prepared under whichever policy you choose for them.",
    parts: policyFields({ ...builtIn.value, name: "" }),
    shape: withKeep,
    submit: "Record it",
    call: { method: "POST", path: "/disclosure-policies" },
    back: { address: POLICIES, text: "Disclosure policies" },
    done: ({ body }) => ({
      address: `${POLICIES}/${(body as { readonly id: string }).id}`,
      notice: "policy-recorded",
    }),
  });
};

/** Records the next version of one's own policy, for a reason. Two rounds. */
export const policyVersionForm: MakeForm = async ({ principal: { organisationId }, c }, deps) => {
  const id = c.req.param("policyId") ?? "";
  const read = await readPolicy(deps.table, { id, organisationId });
  if (!read.ok) return read;
  const { name, latestVersion } = read.value;
  const address = `${POLICIES}/${id}`;
  return ok({
    title: "Record a new version",
    eyebrow: name,
    lead: "Earlier versions stay, and what was published under them stays as it is. A release that is prepared from now on hides by the new one: higher thresholds hide more.",
    parts: [...policyFields(read.value), REASON],
    shape: withKeep,
    submit: "Record the version",
    call: { method: "POST", path: `/disclosure-policies/${id}/versions` },
    version: latestVersion,
    back: { address, text: name },
    done: () => ({ address, notice: "version-recorded" }),
  });
};

function withKeep(body: Readonly<Record<string, unknown>>): unknown {
  return { ...body, keep: body.keep ?? [] };
}

function policyFields(policy: PolicyView): Field[] {
  return [
    { kind: "text", name: "name", label: "Name", most: 200, value: policy.name, isRequired: true },
    {
      kind: "area",
      name: "note",
      label: "Where the rules come from",
      value: policy.name === "" ? undefined : policy.note,
      hint: "The state's own, an agreement, a board.",
    },
    ...thresholds(policy),
    {
      kind: "check",
      name: "protectZero",
      label: "Protect nobody and everybody of a group as well",
      hint: "None, or all, of a group is a fact about each child in it.",
      value: policy.protectZero ? "yes" : undefined,
    },
    {
      kind: "choice",
      name: "rates",
      label: "What stands for a rate that is hidden",
      options: Object.entries(RATES_SHOWN).map(([value, text]) => ({ value, text })),
      value: policy.rates,
      isRequired: true,
    },
    {
      kind: "choice",
      name: "complementary",
      label: "Where more has to be hidden, keep low",
      options: Object.entries(HIDING).map(([value, text]) => ({ value, text })),
      value: policy.complementary,
      isRequired: true,
    },
    {
      kind: "lines",
      name: "keep",
      label: "Breakdowns that readers need most",
      hint: "One a line, the most wanted first, six at most: sex, or race-ethnicity+sex.",
      value: policy.keep.join("\n"),
    },
  ];
}

function thresholds({ minimumCell, minimumWidth, reliabilityMinimum }: PolicyView): Field[] {
  return [
    {
      kind: "number",
      name: "minimumCell",
      label: "Smallest count that is shown",
      hint: "Counts from 1 to one below it are hidden, like 10.",
      value: String(minimumCell),
      isRequired: true,
    },
    {
      kind: "number",
      name: "minimumWidth",
      label: "Possible values that every hidden count keeps",
      hint: "Whatever a reader computes from what is shown, like 10.",
      value: String(minimumWidth),
      isRequired: true,
    },
    {
      kind: "number",
      name: "reliabilityMinimum",
      label: "Children below which a rate is called unreliable",
      hint: "It is shown, with that label, like 30.",
      value: String(reliabilityMinimum),
      isRequired: true,
    },
  ];
}
