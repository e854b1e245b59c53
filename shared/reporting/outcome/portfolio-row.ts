import * as z from "zod";
import { DesignationSchema } from "../../partnerships/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { SignedMoneySchema } from "../../platform/money.ts";
import { CountSectionSchema } from "../count-section.ts";

/** A partnership of a portfolio: the money that was committed to it, and what moved where that money leads. */
export const PartnershipRowSchema = lazy(() =>
  z
    .strictObject({
      partnershipId: idSchema("prt"),
      isShared: z
        .boolean()
        .meta({ description: "Whether it is shared with you; otherwise there is its money alone." }),
      name: z.string().optional(),
      placeName: z.string().optional(),
      version: z.int().optional(),
      committed: z.array(SignedMoneySchema()).meta({ description: "An amount for each currency." }),
      strategies: z.array(
        z.strictObject({
          strategyId: idSchema("str").optional().meta({ description: "Absent for what is not allocated." }),
          name: z.string().optional(),
          committed: z.array(SignedMoneySchema()),
        }),
      ),
      counts: CountSectionSchema().optional(),
      gateways: z
        .array(DesignationSchema())
        .optional()
        .meta({ description: "Those of networks and your own, in force." }),
      report: z.string().optional().meta({ description: "Where its own report is." }),
    })
    .meta({ id: "PortfolioReportPartnership" }),
);
export type PartnershipRow = z.infer<ReturnType<typeof PartnershipRowSchema>>;
