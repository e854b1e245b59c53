import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { LabelsSchema } from "../label.ts";
import { idReferences } from "../reference.ts";
import { agendaKind, DaysShape } from "./agenda-kind.ts";

const ResultFieldsSchema = lazy(() =>
  z
    .strictObject({
      statement: z
        .string()
        .trim()
        .min(1)
        .max(300)
        .meta({ description: "A condition of well-being in plain words: no measure, no programme." }),
      population: z.string().trim().min(1).max(200),
      sectors: LabelsSchema().optional(),
      indicatorIds: z
        .array(idSchema("ind"))
        .max(20)
        .optional()
        .meta({ description: "By what one would see it." }),
      ...DaysShape(),
    })
    .meta({
      id: "NewAgendaResult",
      examples: [
        { statement: "Children enter kindergarten ready", population: "Children of the harbour wards" },
      ],
    }),
);
export type AgendaResult = z.infer<ReturnType<typeof ResultFieldsSchema>>;

/** A result the partners agreed to work for (population accountability: nobody owns it alone). */
export const RESULTS = agendaKind<AgendaResult>({
  prefix: "rst",
  noun: "result",
  plural: "results",
  title: "AgendaResult",
  limit: 30,
  fields: ResultFieldsSchema,
  references: ({ indicatorIds }) => idReferences(indicatorIds, "/indicatorIds"),
});
