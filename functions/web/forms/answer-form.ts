import { randomUUID } from "node:crypto";
import type { Context, Handler, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Action } from "../../../shared/identity/permissions.ts";
import { type Page, renderRefusal } from "../../../shared/pages/index.ts";
import { PROBLEMS, type Problem } from "../../../shared/platform/problem.ts";
import type { Result } from "../../../shared/platform/result.ts";
import { readSession } from "../cookies.ts";
import type { WebDeps } from "../deps.ts";
import { requestOrigin } from "../request.ts";
import { pageResponse } from "../respond.ts";
import { admit, refused, signedIn, type Visit } from "../signed-in.ts";
import { type Body, bodyOf, type FieldError, fieldAt } from "./body-of.ts";
import type { Answer, CallApi } from "./call-api.ts";
import type { Form, Input } from "./form.ts";
import { renderForm, type Shown } from "./form-page.tsx";
import { formToken, isFormToken, isFromHere } from "./form-token.ts";
import { readerLocale } from "./locale.ts";
import { sayNext } from "./notices.ts";
import { putFile } from "./put-file.ts";
import { readForm } from "./read-form.ts";

/** Makes a form for somebody, from how things stand now; or says why there is none to fill in. */
export type MakeForm = (visit: Visit, deps: WebDeps) => Promise<Result<Form>>;

export type FormPage = {
  readonly path: string;
  /** The permission of the operation that the form calls: without it there is no form. The operation asks again. */
  readonly action: Action;
  readonly make: MakeForm;
};

type Site = { readonly deps: WebDeps; readonly api: CallApi };

const NOTHING: Input = { get: () => undefined };

/**
 * Puts a form on the site: GET shows it; POST does what it says through the API, then leads to the page of what was done (303), or is
 * that page where it is shown once (200, kept nowhere), or shows the form again with all that was typed and what is wrong with it.
 */
export function putForm(app: Hono, site: Site, page: FormPage): void {
  app.get(page.path, signedIn(site.deps, page.action, showForm(page.make)));
  app.post(page.path, formSent(site, page));
}

function showForm(make: MakeForm) {
  return async (visit: Visit, deps: WebDeps): Promise<Result<Page>> => {
    const form = await make(visit, deps);
    if (!form.ok) return form;
    const shown = fresh(visit, deps, { form: form.value, input: NOTHING });
    return { ok: true, value: renderForm(shown, visit.frame) };
  };
}

/** A form as it is first shown: with a key of its own, so that sending it twice does nothing twice. */
function fresh(visit: Visit, deps: WebDeps, of: { form: Form; input: Input }): Shown {
  const { c } = visit;
  const { pathname, search } = new URL(c.req.url);
  return {
    ...of,
    address: pathname + search,
    locale: readerLocale(c),
    token: formToken(deps.cursorSecret, readSession(c) ?? ""),
    key: keyOf(of.input) ?? randomUUID(),
    version: of.form.version,
    errors: [],
  };
}

function keyOf(input: Input): string | undefined {
  const key = input.get("key");
  return key !== undefined && /^[\w-]{16,64}$/.test(key) ? key : undefined;
}

function formSent({ deps, api }: Site, page: FormPage): Handler {
  return async (c) => {
    if (!isFromHere(c)) return pageResponse(c, renderRefusal(FROM_ELSEWHERE), 403);
    if (readSession(c) === undefined) return pageResponse(c, renderRefusal(SESSION_ENDED), 401);
    const visit = await admit(c, deps, page.action);
    if (visit instanceof Response) return visit;
    const input = await readForm(c);
    if (!input.ok) return refused(c, input.problem, visit.frame);
    const form = await page.make(visit, deps);
    if (!form.ok) return refused(c, form.problem, visit.frame);
    const shown = {
      ...fresh(visit, deps, { form: form.value, input: input.value }),
      ...versionOf(input.value),
    };
    return act({ visit, deps, api, shown });
  };
}

const FROM_ELSEWHERE = {
  title: "You may not do this",
  detail: "This form was sent from another site. Nothing was written.",
};
const SESSION_ENDED = {
  title: "You are not signed in any more",
  detail:
    "Nothing was written. Sign in, then go back to the page with the form: your browser still has what you typed.",
  link: { address: "/sign-in", text: "Sign in" },
};
const STALE: Problem = {
  code: "forbidden",
  detail: "You have signed in anew since this form was opened. Look at what you wrote, and send it again.",
};

/** The version that was seen when the form was opened, which is not the one that its remaking found. */
function versionOf(input: Input): { version?: number } {
  const sent = input.get("version");
  return sent !== undefined && /^\d{1,10}$/.test(sent) ? { version: Number(sent) } : {};
}

type Act = { readonly visit: Visit; readonly deps: WebDeps; readonly api: CallApi; readonly shown: Shown };

async function act({ visit, deps, api, shown }: Act): Promise<Response> {
  const { c, frame } = visit;
  const { form, input, locale } = shown;
  const again = (more: Partial<Shown>, status: ContentfulStatusCode = 200) =>
    pageResponse(c, renderForm({ ...shown, ...more }, frame), status);
  if (!isFormToken(deps.cursorSecret, readSession(c) ?? "", input.get("token")))
    return again({ problem: STALE }, 403);
  const step = input.get("step") ?? "send";
  if (step.startsWith("more:")) return again({});
  const read = bodyOf(form, input, locale);
  if (read.errors.length > 0) return again({ errors: read.errors, problem: UNREADABLE }, 422);
  const prepared = await form.prepare?.(read.body, input);
  if (prepared?.ok === false)
    return again(refusal(prepared.problem, { made: read, form }), PROBLEMS[prepared.problem.code][0]);
  const made = prepared ? { ...read, body: prepared.value } : read;
  if (step === "preview" && form.preview) {
    const looked = await form.preview.show(made.body);
    return looked.ok
      ? again({ preview: looked.value })
      : again(refusal(looked.problem, { made, form }), PROBLEMS[looked.problem.code][0]);
  }
  const { method, path } = form.call;
  const answer = await api(c, {
    method,
    path: typeof path === "string" ? path : path(input),
    // What is taken away is named in the address, and why.
    ...(method === "DELETE" ? {} : { body: made.body }),
    version: shown.version,
    ...(method === "POST" ? { idempotencyKey: shown.key } : {}),
  });
  if (answer.ok) {
    const no = form.refused?.(answer.value);
    if (no) return again({ ...refusal(no, { made, form }), key: randomUUID() }, PROBLEMS[no.code][0]);
    const put = await putFile({ c, api, form, input, answer: answer.value });
    if (!put.ok) return again({ problem: put.problem }, PROBLEMS[put.problem.code][0]);
    return form.once ? pageResponse(c, form.once(answer.value)) : goOn(c, form.done(answer.value));
  }
  if (answer.problem.code === "not_found") return refused(c, answer.problem, frame);
  return again(refusal(answer.problem, { made, form }), answer.status as ContentfulStatusCode);
}

const UNREADABLE: Problem = { code: "validation_failed", detail: "Some of what you wrote cannot be read." };

function goOn(c: Context, { address, notice }: ReturnType<Form["done"]>): Response {
  sayNext(c, requestOrigin(c), notice);
  return c.redirect(address, 303);
}

/** How a form shows that it was refused: what is wrong, where; after a conflict with the version that stands now. */
function refusal(
  problem: Extract<Answer, { ok: false }>["problem"],
  { made, form }: { readonly made: Body; readonly form: Form },
): Partial<Shown> {
  const placed = (problem.errors ?? []).map(({ pointer, detail }) => ({
    field: fieldAt(pointer ?? "", made.places),
    detail,
  }));
  const errors = placed.filter((error): error is FieldError => error.field !== undefined);
  const unplaced = placed.filter(({ field }) => field === undefined).map(({ detail }) => detail);
  const shown = { problem, errors, unplaced };
  if (problem.code === "version_conflict")
    return { ...shown, version: form.version, isConflict: true, key: randomUUID() };
  return problem.code === "idempotency_key_reused"
    ? { ...shown, problem: SENT_ALREADY, version: form.version, key: randomUUID() }
    : shown;
}

const SENT_ALREADY: Problem = {
  code: "idempotency_key_reused",
  detail:
    "This form was sent before, and what it said then is recorded. If you mean this as another act, send it again.",
};
