import * as z from "zod";
import { ATTACHED, type Part } from "../../platform/aggregate.ts";
import type { Author } from "../../platform/history.ts";
import { lazy } from "../../platform/lazy.ts";
import { AuthorSchema, personalPart } from "../attachments/attached.ts";
import type { Requirement } from "./requirement.ts";

/** What is said of one section of a report that is given back, by the key that its template calls it. */
const SectionCommentSchema = lazy(() =>
  z
    .strictObject({ key: z.string().min(1).max(60), comment: z.string().trim().min(1).max(2000) })
    .meta({ id: "SectionComment" }),
);

/** The edition of a report that somebody decides on, where it came out of a report submission. */
export const EditionSchema = lazy(() =>
  z.int().positive().optional().meta({
    description: "The edition that you read: refused where another one was handed in since.",
  }),
);

/** What is to be done again before a report is taken: of the whole, and section by section. */
export const ReturnSchema = lazy(() =>
  z
    .strictObject({
      comment: z.string().trim().min(3, "Say what is missing.").max(2000),
      sections: z
        .array(SectionCommentSchema())
        .max(60)
        .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, "A section is named twice.")
        .optional(),
      edition: EditionSchema(),
    })
    .meta({ id: "ReportReturn" }),
);
export type ReturnInput = z.infer<ReturnType<typeof ReturnSchema>>;

/** A return as it is stored beside its commitment, and shown to both sides of the requirement. */
export const ReturnedSchema = lazy(() =>
  z
    .object({
      revision: z.int().meta({ description: "The requirement's revision that it made." }),
      at: z.iso.datetime(),
      by: AuthorSchema(),
      edition: z.int().positive().optional(),
      comment: z.string(),
      sections: z.array(SectionCommentSchema()),
    })
    .meta({ id: "ReturnedReport" }),
);
export type Returned = z.infer<ReturnType<typeof ReturnedSchema>>;

/** What the sort keys of a requirement's returns begin with. */
export function returnsOf(requirementNumber: number): string {
  return `${ATTACHED}RET#${String(requirementNumber).padStart(3, "0")}#`;
}

/** A return as a part. People name people in what they write: the history holds a salted digest. */
export function returnPart(
  requirement: Pick<Requirement, "number" | "revision" | "submission">,
  said: { readonly input: ReturnInput; readonly at: string; readonly by: Author },
): Part {
  const { number, submission } = requirement;
  const { input, at, by } = said;
  const revision = requirement.revision + 1;
  const edition = submission?.report?.edition;
  const returned: Returned = {
    revision,
    at,
    by,
    ...(edition === undefined ? {} : { edition }),
    comment: input.comment,
    sections: input.sections ?? [],
  };
  const sk = `${returnsOf(number)}${String(revision).padStart(6, "0")}`;
  return personalPart({ sk, type: "report-return", attributes: { said: JSON.stringify(returned) } });
}
