import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";

/** How many views one person keeps in one organisation. */
export const MOST_VIEWS = 100;

const NameSchema = lazy(() => z.string().trim().min(1).max(100));

/** A path of this site, with what is asked there, as browsers write it: never an address of somebody else. */
export function isSitePath(path: string): boolean {
  return path.length <= 2000 && /^\/(?!\/)[!-[\]-~]*$/.test(path) && !path.startsWith("/v1/");
}

/** A page as somebody filters and sorts it, under a name of their own. */
export const NewViewSchema = lazy(() =>
  z
    .strictObject({
      name: NameSchema(),
      address: z
        .string()
        .refine(isSitePath, "Write the path of a page of this site: /commitments?status=active.")
        .meta({ description: "The path and the query of a page of this site." }),
    })
    .meta({
      id: "NewView",
      examples: [{ name: "Active, by what is paid", address: "/commitments?status=active&sort=paid" }],
    }),
);
export type NewView = z.infer<ReturnType<typeof NewViewSchema>>;

/** Another name for a view. */
export const ViewChangeSchema = lazy(() =>
  z.strictObject({ name: NameSchema() }).meta({ id: "ViewChange", examples: [{ name: "For the board" }] }),
);

/** A view as it is kept and shown. */
export const ViewSchema = lazy(() =>
  z
    .object({ id: idSchema("viw"), name: z.string(), address: z.string(), savedAt: z.iso.datetime() })
    .meta({ id: "View" }),
);
export type View = z.infer<ReturnType<typeof ViewSchema>>;
