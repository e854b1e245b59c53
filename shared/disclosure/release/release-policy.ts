import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";

/**
 * By which rules a release is protected. `minimumCell`: counts from 1 to one below it are small (10 is what most states use, NCES
 * 2011-603). `minimumWidth`: how many values every hidden count has to keep possible for a reader, at the least; it outranks the
 * ladder. `reliabilityMinimum`: below so many children a rate is published as unreliable, which is no matter of confidentiality.
 */
export const ReleasePolicySchema = lazy(() =>
  z.strictObject({
    id: z.string().min(1).max(60),
    version: z.int().min(1),
    minimumCell: z.int().min(3).max(100),
    minimumWidth: z.int().min(3).max(100),
    reliabilityMinimum: z.int().min(0).max(1000),
    /** Nobody, or everybody, of a group is a fact about each of its members. */
    protectZero: z.boolean(),
    /** What stands for a rate that is hidden: a band of the ladder by denominator; such a band at the two ends only; or nothing. */
    rates: z.enum(["ladder", "ends", "hidden"]),
    /** What is kept low where more has to be hidden than what is small: cells without a figure, or children in them. */
    complementary: z.enum(["fewest-cells", "fewest-children"]),
    /** Breakdowns ("sex", "race-ethnicity+sex") that readers need, the most wanted first; totals come before all of them. */
    keep: z.array(z.string().min(1).max(200)).max(6).readonly(),
  }),
);
export type ReleasePolicy = Readonly<ReturnType<ReturnType<typeof ReleasePolicySchema>["parse"]>>;

export const DEFAULT_RELEASE_POLICY: ReleasePolicy = {
  id: "audited-cells",
  version: 1,
  minimumCell: 10,
  minimumWidth: 10,
  reliabilityMinimum: 30,
  protectZero: true,
  rates: "ladder",
  complementary: "fewest-cells",
  keep: [],
};
