import type { ReleasePolicy } from "../../shared/disclosure/release/release-policy.ts";

/** What stands for a rate that is hidden, in words. */
export const RATES_SHOWN: Readonly<Record<ReleasePolicy["rates"], string>> = {
  ladder: "A band, the wider the fewer children there are",
  ends: "A band near nobody and near everybody only",
  hidden: "Nothing",
};

/** What is kept low where more than the small counts has to be hidden, in words. */
export const HIDING: Readonly<Record<ReleasePolicy["complementary"], string>> = {
  "fewest-cells": "the figures that are hidden",
  "fewest-children": "the children whose figures are hidden",
};
