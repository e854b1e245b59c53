import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";
import { queryPage, type Table } from "../../shared/platform/table.ts";
import { DateSchema } from "../../shared/platform/time.ts";

const PUBLISHED = "PUBLISHED";
const MOST = 50;

/** What is published, as the list of it shows it. */
const PublishedSchema = lazy(() => z.object({ title: z.string(), publishedOn: DateSchema() }));
export type Published = z.infer<ReturnType<typeof PublishedSchema>>;

/** The latest publications, newest first. One Query of the releases table, eventually consistent. */
export async function latestPublished(table: Table): Promise<Published[]> {
  const page = await queryPage(table, {
    partition: PUBLISHED,
    limit: MOST,
    descending: true,
    consistent: false,
  });
  return page.items.map((item) => PublishedSchema().parse(item));
}
