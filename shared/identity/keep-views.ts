import type { IdempotentRequest } from "../platform/idempotency.ts";
import type { Problem } from "../platform/problem.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { pause, type Table, TableBusy } from "../platform/table.ts";
import type { Principal } from "./principal.ts";
import { readStoredViews, writeViews } from "./view.store.ts";
import { MOST_VIEWS, type NewView, type View } from "./view.ts";

type Deps = { readonly table: Table };
type Call = { readonly principal: Principal; readonly now: string };

const ATTEMPTS = 5;

/** The views that somebody keeps, by name; none of a key, which looks at no pages. One GetItem. */
export async function listViews({ table }: Deps, principal: Principal): Promise<readonly View[]> {
  if (principal.kind !== "person") return [];
  const { views } = await readStoredViews(table, principal);
  return views.toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}

/** One of them; anybody else's is `not_found`. One GetItem. */
export async function readView(
  deps: Deps,
  asked: { principal: Principal; id: string },
): Promise<Result<View>> {
  const found = (await listViews(deps, asked.principal)).find(({ id }) => id === asked.id);
  return found ? ok(found) : fail(NO_SUCH_VIEW);
}

/**
 * Keeps a page under a name. Saved again under a name that is in use, the address takes the place of the earlier one, and the view stays
 * the same; so two tabs that save one view make one. At most 100 a person. A GetItem and a transaction; again where somebody wrote between.
 */
export async function saveView(
  deps: Deps,
  call: Call & {
    readonly id: string;
    readonly input: NewView;
    readonly idempotency?: ((id: string) => IdempotentRequest | undefined) | undefined;
  },
): Promise<Result<View>> {
  const { input, now } = call;
  return change(deps, call, (views) => {
    const same = views.find(({ name }) => name === input.name);
    if (!same && views.length >= MOST_VIEWS) return fail(TOO_MANY);
    const view = { id: same?.id ?? call.id, ...input, savedAt: now };
    return ok({ views: [...views.filter(({ id }) => id !== view.id), view], answer: view });
  });
}

/** Gives a view another name, which none of the others has. */
export async function renameView(
  deps: Deps,
  call: Call & { readonly id: string; readonly name: string },
): Promise<Result<View>> {
  const { id, name } = call;
  return change(deps, call, (views) => {
    const view = views.find((each) => each.id === id);
    if (!view) return fail(NO_SUCH_VIEW);
    if (views.some((each) => each.id !== id && each.name === name))
      return fail(
        invalidAt("/name", "Another of your views has this name. Choose one that tells them apart."),
      );
    const answer = { ...view, name };
    return ok({ views: views.map((each) => (each.id === id ? answer : each)), answer });
  });
}

/** Takes a view away. The page that it leads to stays what it is. */
export async function removeView(
  deps: Deps,
  call: Call & { readonly id: string },
): Promise<Result<undefined>> {
  return change(deps, call, (views) => {
    const left = views.filter(({ id }) => id !== call.id);
    return left.length === views.length ? fail(NO_SUCH_VIEW) : ok({ views: left, answer: undefined });
  });
}

type Changed<T> = { readonly views: readonly View[]; readonly answer: T };

/** Reads, changes and writes all views of somebody, anew where somebody else, in another tab, wrote in between. */
async function change<T extends View | undefined>(
  { table }: Deps,
  call: Call & { readonly idempotency?: ((id: string) => IdempotentRequest | undefined) | undefined },
  make: (views: readonly View[]) => Result<Changed<T>>,
): Promise<Result<T>> {
  const { principal, now } = call;
  if (principal.kind !== "person") return fail(OF_NO_PERSON);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const read = await readStoredViews(table, principal);
    const changed = make(read.views);
    if (!changed.ok) return changed;
    const { views, answer } = changed.value;
    const idempotency = answer && call.idempotency?.(answer.id);
    const write = { whose: principal, views, version: read.version, now, idempotency };
    if (await writeViews(table, write)) return ok(answer);
    await pause(attempt);
  }
  throw new TableBusy("Somebody kept changing these views.");
}

const NO_SUCH_VIEW: Problem = { code: "not_found", detail: "You keep no such view." };
const OF_NO_PERSON: Problem = {
  code: "forbidden",
  detail: "Views are kept for people, who look at pages. Sign in as a person.",
};
const TOO_MANY: Problem = {
  code: "too_many_items",
  detail: `You keep ${MOST_VIEWS} views, and no more are kept. Remove one that you do not need.`,
  extra: { limit: MOST_VIEWS },
};
