import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MethodSchema } from "../methods.ts";
import { blobOf } from "./compare.ts";
import type { LoadedRelease } from "./report-release.store.ts";
import {
  addressOf,
  citationOf,
  FrozenQuerySchema,
  RELEASE_FORMATS,
  ReleaseFactsSchema,
  type ReleaseFormat,
  ReportReleaseSchema,
} from "./report-release.ts";

/** What a format is sent as. */
export const MEDIA_TYPES = {
  json: "application/json",
  csv: "text/csv",
  html: "text/html",
} as const satisfies Record<ReleaseFormat, string>;

/** A release as the API shows it: its manifest, how it is cited, and what became of it. */
export const ReleaseViewSchema = lazy(() =>
  ReleaseFactsSchema()
    .extend({
      ...ReportReleaseSchema().omit({ manifest: true }).shape,
      query: FrozenQuerySchema().meta({
        description: "What was asked for, so that it can be asked for again.",
      }),
      methods: z.array(MethodSchema()),
      formats: z.array(
        z.strictObject({
          format: z.enum(RELEASE_FORMATS),
          mediaType: z.string(),
          href: z.string(),
          bytes: z.int(),
          sha256: z.string().meta({ description: "Of the bytes at this address, and of any copy of them." }),
        }),
      ),
      citation: z.string(),
      series: z.string().meta({ description: "Where its earlier and later releases are listed." }),
      differences: z.string().optional().meta({
        description: "Where it is said what it says otherwise than the release that it restates.",
      }),
      audience: z
        .array(idSchema("org"))
        .optional()
        .meta({ description: "For its owner: to whom it was handed." }),
      version: z.int(),
    })
    .meta({ id: "ReportRelease" }),
);
export type ReleaseView = z.infer<ReturnType<typeof ReleaseViewSchema>>;

/** A release as it is shown at some origin. */
export function releaseView({ release, head }: LoadedRelease, origin: string): ReleaseView {
  const { manifest, ...since } = release;
  const { query, methods, blobs: _, ...facts } = manifest;
  const address = addressOf(facts.id);
  const formats = RELEASE_FORMATS.flatMap((format) => {
    const blob = blobOf(manifest, format);
    if (!blob) return [];
    const { bytes, sha256 } = blob;
    return [{ format, mediaType: MEDIA_TYPES[format], href: `${address}/content.${format}`, bytes, sha256 }];
  });
  const json = formats.find(({ format }) => format === "json");
  return {
    ...facts,
    ...since,
    query,
    methods,
    formats,
    citation: citationOf(facts, json?.sha256 ?? "", origin),
    series: `${address}/series`,
    ...(blobOf(manifest, "differences") ? { differences: `${address}/differences` } : {}),
    version: head.version,
  };
}
