import { readView } from "../../../shared/identity/keep-views.ts";
import { isSitePath } from "../../../shared/identity/view.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field } from "../forms/form.ts";

const NAME: Field = {
  kind: "text",
  name: "name",
  label: "Name of the view",
  hint: "What you will look for it by: Active, by what is paid.",
  isRequired: true,
  most: 100,
};
const ALL = { address: "/views", text: "Your views" };

/** Keeps the page that the address names, with its filters and the order of its tables, under a name. */
export const saveViewForm: MakeForm = async ({ c }) => {
  const address = c.req.query("at") ?? "";
  if (!isSitePath(address))
    return fail({ code: "invalid_request", detail: "What is to be saved is no page of this site." });
  return ok({
    title: "Save a page as a view",
    lead: `It leads to ${address}. A name that you use already leads there from then on.`,
    parts: [NAME],
    submit: "Save the view",
    call: { method: "POST", path: "/me/views" },
    fixed: { address },
    back: { address, text: "Back to the page" },
    done: () => ({ address, notice: "view-saved" }),
  });
};

/** Gives a view another name. */
export const renameViewForm: MakeForm = async ({ principal, c }, deps) => {
  const id = c.req.param("viewId") ?? "";
  const view = await readView(deps, { principal, id });
  if (!view.ok) return view;
  const { name, address } = view.value;
  return ok({
    title: "Rename a view",
    eyebrow: name,
    lead: `It leads to ${address}.`,
    parts: [{ ...NAME, value: name }],
    submit: "Rename it",
    call: { method: "PATCH", path: `/me/views/${id}` },
    back: ALL,
    done: () => ({ address: ALL.address, notice: "view-renamed" }),
  });
};

/** Takes a view away. */
export const removeViewForm: MakeForm = async ({ principal, c }, deps) => {
  const id = c.req.param("viewId") ?? "";
  const view = await readView(deps, { principal, id });
  if (!view.ok) return view;
  return ok({
    title: "Remove a view",
    eyebrow: view.value.name,
    lead: "The page that it leads to stays what it is; save it again to have the view back.",
    parts: [],
    submit: "Remove the view",
    call: { method: "DELETE", path: `/me/views/${id}` },
    back: ALL,
    done: () => ({ address: ALL.address, notice: "view-removed" }),
  });
};
