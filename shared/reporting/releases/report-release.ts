import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MethodSchema } from "../methods.ts";
import { REPORT_KINDS, type ReportKind, SECTION_KEYS } from "../outcome/section-keys.ts";
import { WhenShape } from "../when.ts";
import { BlobSchema } from "./pack.ts";

/** What the bytes of a release are handed out as. */
export const RELEASE_FORMATS = ["json", "csv", "html"] as const;
export type ReleaseFormat = (typeof RELEASE_FORMATS)[number];

/** The most organisations that a release is handed to: each has an entry of its own, written with it. */
const MOST_READERS = 20;

const PREFIXES = {
  commitment: "cmt",
  "big-bet": "bet",
  partnership: "prt",
  strategy: "str",
  portfolio: "org",
} as const satisfies Record<ReportKind, string>;

const TitleSchema = lazy(() => z.string().trim().min(1).max(200));

/** A release as it is asked for: of what, in which sections, as of when, by whom, and for whom. */
export const NewReportReleaseSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(REPORT_KINDS),
      subjectId: z.string().meta({
        description: "The id of what it is of; of a portfolio that of your own organisation.",
      }),
      partnershipId: idSchema("prt").optional().meta({ description: "Of a strategy: whose it is." }),
      sections: z
        .array(z.enum(SECTION_KEYS as [string, ...string[]]))
        .min(1)
        .max(SECTION_KEYS.length)
        .optional()
        .meta({ description: "Only these, in this order; all of them unless they are named." }),
      template: idSchema("tpl").optional(),
      templateVersion: z.int().positive().optional(),
      ...WhenShape(),
      title: TitleSchema(),
      authors: z.array(TitleSchema()).min(1).max(10).meta({
        description: "Who is cited: organisations or roles. Never a private person: it stays for ever.",
      }),
      audience: z
        .array(idSchema("org"))
        .max(MOST_READERS)
        .default([])
        .refine((all) => new Set(all).size === all.length, "An organisation is named twice.")
        .meta({ description: "To whom it is handed. Each must be allowed to read what it is of." }),
      restates: z
        .strictObject({ releaseId: idSchema("rpr"), reason: ReasonSchema() })
        .optional()
        .meta({ description: "The earlier release of the same series that this one restates, and why." }),
    })
    .superRefine(({ kind, subjectId, partnershipId }, context) => {
      if (!idSchema(PREFIXES[kind]).safeParse(subjectId).success)
        context.addIssue({
          code: "custom",
          path: ["subjectId"],
          message: `This is not the id of a ${kind}.`,
        });
      if ((kind === "strategy") !== (partnershipId !== undefined))
        context.addIssue({
          code: "custom",
          path: ["partnershipId"],
          message: "Name the partnership of a strategy, and of nothing else.",
        });
    })
    .meta({ id: "NewReportRelease" }),
);
export type NewReportRelease = z.infer<ReturnType<typeof NewReportReleaseSchema>>;

const RefSchema = lazy(() => z.strictObject({ id: idSchema("rpr"), number: z.int().positive() }));
const RestatementSchema = lazy(() => RefSchema().extend({ reason: z.string() }));

/** What a release says of itself: in its manifest, and within its bytes. It never changes. */
export const ReleaseFactsSchema = lazy(() =>
  z.strictObject({
    id: idSchema("rpr"),
    number: z.int().positive().meta({ description: "Counts the releases of its series, from 1." }),
    kind: z.enum(REPORT_KINDS),
    subject: z.strictObject({ id: z.string(), title: z.string() }),
    partnershipId: idSchema("prt").optional(),
    organisationId: idSchema("org").meta({ description: "Whose release it is." }),
    title: z.string(),
    authors: z.array(z.string()),
    language: z.enum(["en"]),
    releasedAt: z.iso.datetime(),
    restates: RestatementSchema().optional(),
  }),
);
export type ReleaseFacts = z.infer<ReturnType<typeof ReleaseFactsSchema>>;

/** The query by which a report was read, so that it can be read again in the same manner. */
export const FrozenQuerySchema = lazy(() =>
  z.strictObject({
    sections: z.string().optional(),
    template: idSchema("tpl").optional(),
    templateVersion: z.int().optional(),
    ...WhenShape(),
  }),
);
export type FrozenQuery = z.infer<ReturnType<typeof FrozenQuerySchema>>;

/** What is kept of a release beside its bytes. */
export const ManifestSchema = lazy(() =>
  ReleaseFactsSchema().extend({
    query: FrozenQuerySchema(),
    methods: z.array(MethodSchema()),
    /** The bytes in each format, what the report was made from, and what it says otherwise than the release that it restates. */
    blobs: z.array(BlobSchema()),
  }),
);
export type Manifest = z.infer<ReturnType<typeof ManifestSchema>>;

/** A release as it is stored: its manifest, and what became of it since. */
export const ReportReleaseSchema = lazy(() =>
  z.object({
    manifest: ManifestSchema(),
    status: z.enum(["released", "withdrawn"]),
    restatedBy: RestatementSchema().optional(),
    withdrawal: z.strictObject({ at: z.iso.datetime(), reason: z.string() }).optional(),
  }),
);
export type ReportRelease = z.infer<ReturnType<typeof ReportReleaseSchema>>;

/** The address of a release. */
export function addressOf(id: string): string {
  return `/v1/report-releases/${id}`;
}

/** How a release is cited: authors, year, title, number, day, address and the hash of its JSON, by which any copy is checked. */
export function citationOf(facts: ReleaseFacts, sha256: string, origin: string): string {
  const { authors, title, number, releasedAt, id } = facts;
  const day = releasedAt.slice(0, 10);
  const sentence = /[.?!]$/.test(title) ? title : `${title}.`;
  const where = `${origin}${addressOf(id)}`;
  return `${authors.join(", ")} (${day.slice(0, 4)}). ${sentence} Release ${number}, ${day}. ${where}. SHA-256 ${sha256}`;
}

/** What counts releases: those of one organisation, of one thing, in the manner of one template and in one language. */
export function seriesOf(
  facts: Pick<ReleaseFacts, "organisationId" | "kind" | "subject" | "language">,
  template: string | undefined,
): string {
  const { organisationId, kind, subject, language } = facts;
  return [organisationId, kind, subject.id, template ?? "-", language].join("#");
}
