import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";
import { queryPage, type Table } from "../../shared/platform/table.ts";

const PublishedSchema = lazy(() =>
  z.object({ title: z.string(), publishedOn: z.iso.date(), address: z.string().startsWith("/open/") }),
);
/** A release as it is listed: its title, its day, where it is read. */
export type Published = z.infer<ReturnType<typeof PublishedSchema>>;

/** The newest releases, a hundred at most. One Query, eventually consistent. */
export async function findPublished(table: Table): Promise<Published[]> {
  const page = await queryPage(table, {
    partition: "PUBLISHED",
    descending: true,
    limit: 100,
    consistent: false,
  });
  return page.items.map((item) => PublishedSchema().parse(item));
}
