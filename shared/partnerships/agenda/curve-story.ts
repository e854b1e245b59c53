import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { EvidenceShape } from "../evidence.ts";
import { idReference } from "../reference.ts";
import { agendaKind, DaysShape } from "./agenda-kind.ts";

const CurveStoryFieldsSchema = lazy(() =>
  z
    .strictObject({
      indicatorId: idSchema("ind"),
      toldOn: DateSchema(),
      story: z.string().trim().min(1).max(3000),
      forecast: z.string().trim().min(1).max(1000).optional().meta({
        description: "Where the curve goes if nothing changes.",
      }),
      ...EvidenceShape(),
      ...DaysShape(),
    })
    .meta({
      id: "NewCurveStory",
      examples: [
        {
          indicatorId: "ind_01JD0000000000000000000001",
          toldOn: "2026-02-12",
          story: "Seats were added in 2024, and families could not reach them without a bus.",
        },
      ],
    }),
);
export type CurveStory = z.infer<ReturnType<typeof CurveStoryFieldsSchema>>;

/** The story behind the curve of an indicator, as the partners told it on a day. */
export const CURVE_STORIES = agendaKind<CurveStory>({
  prefix: "crv",
  noun: "story behind the curve",
  plural: "curve-stories",
  title: "CurveStory",
  limit: 100,
  fields: CurveStoryFieldsSchema,
  references: ({ indicatorId }) => idReference(indicatorId, "/indicatorId"),
});
