import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { listedSchema } from "../../platform/page.ts";
import type { OpenAgreement } from "./data-use-agreement.ts";

/** Where figures were shown under an agreement. */
export const SHOWN_IN = [
  "agreement-series",
  "series",
  "analysis",
  "places",
  "cohorts",
  "report",
  "progress",
  "need",
  "partnership-page",
] as const;

/** How many cells of an indicator in a place were shown with a figure. */
const ReadFiguresSchema = lazy(() =>
  z.strictObject({ indicatorId: idSchema("ind"), placeCode: z.string(), cells: z.int() }),
);
export type ReadFigures = z.infer<ReturnType<typeof ReadFiguresSchema>>;

/** What one agreement opened in a read. */
export type ReadUnder = { readonly open: OpenAgreement; readonly figures: readonly ReadFigures[] };

/** A read under a data use agreement: written before it was answered, and never changed. */
export const LoggedReadSchema = lazy(() =>
  z
    .object({
      at: z.iso.datetime(),
      by: z.object({ principalId: z.string(), organisationId: z.string() }),
      /** The version of the agreement that it was read under. */
      agreementVersion: z.int(),
      shownIn: z.enum(SHOWN_IN),
      /** The commitment of whose report it was. */
      commitmentId: idSchema("cmt").optional(),
      figures: z.array(ReadFiguresSchema()),
    })
    .meta({ id: "DataUseRead" }),
);
export type LoggedRead = z.infer<ReturnType<typeof LoggedReadSchema>>;

export const LoggedReadListSchema = lazy(() =>
  listedSchema(LoggedReadSchema()).meta({ id: "DataUseReadList" }),
);
