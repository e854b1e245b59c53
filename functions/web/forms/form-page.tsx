import type { Child } from "hono/jsx";
import { type DocumentOptions, type Page, renderDocument, Scroll } from "../../../shared/pages/index.ts";
import type { Problem } from "../../../shared/platform/problem.ts";
import type { FieldError } from "./body-of.ts";
import { idOf, PartView, shownValue, textOf } from "./fields.tsx";
import { type Field, type Form, fieldsOf, type Input, labelsOf } from "./form.ts";

/** A form with all that its page shows: what was typed, what is wrong, and what it carries unseen. */
export type Shown = {
  readonly form: Form;
  readonly input: Input;
  /** Where it is sent to: the address of its own page. */
  readonly address: string;
  readonly locale: string;
  readonly token: string;
  readonly key: string;
  readonly version?: number | undefined;
  readonly errors: readonly FieldError[];
  /** What is wrong and belongs to no field. */
  readonly unplaced?: readonly string[];
  readonly problem?: Problem | undefined;
  readonly isConflict?: boolean;
  readonly preview?: Child;
};

/** The page of a form. */
export function renderForm(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { form, problem, preview } = shown;
  const title = problem ? `Not done: ${form.title}` : form.title;
  return renderDocument(
    { ...frame, title },
    <>
      <p class="eyebrow">
        <a href={form.back.address}>{form.back.text}</a>
      </p>
      <h1>{form.title}</h1>
      {form.eyebrow && <p class="lead">{form.eyebrow}</p>}
      {problem && <Errors shown={shown} problem={problem} />}
      {shown.isConflict && <BothVersions shown={shown} />}
      {form.lead && <p>{form.lead}</p>}
      {preview !== undefined && (
        <section class="preview" aria-labelledby="preview">
          <h2 id="preview">What this would do</h2>
          {preview}
          <p class="soft">Nothing is written yet.</p>
        </section>
      )}
      <form
        class="fill"
        method="post"
        action={shown.address}
        enctype={fieldsOf(form.parts, shown.input).some(isFile) ? "multipart/form-data" : undefined}
        novalidate
        autocomplete="off"
      >
        <Unseen shown={shown} />
        {form.parts.map((part) => (
          <PartView part={part} shown={shown} />
        ))}
        <Buttons form={form} />
      </form>
    </>,
  );
}

const isFile = ({ kind }: Field) => kind === "file";

/** What the form carries; its first button, which the Enter key presses, is the one that sends. */
function Unseen({ shown }: { shown: Shown }) {
  return (
    <>
      <button class="first" type="submit" name="step" value="send">
        {shown.form.submit}
      </button>
      <input type="hidden" name="token" value={shown.token} />
      <input type="hidden" name="key" value={shown.key} />
      {shown.version !== undefined && <input type="hidden" name="version" value={String(shown.version)} />}
    </>
  );
}

function Buttons({ form }: { form: Form }) {
  return (
    <p class="acts">
      {form.preview && (
        <button class="quiet" type="submit" name="step" value="preview">
          {form.preview.button}
        </button>
      )}
      <button class={form.isGrave ? "grave" : undefined} type="submit" name="step" value="send">
        {form.submit}
      </button>
      <a class="button quiet" href={form.back.address}>
        Leave it
      </a>
    </p>
  );
}

function Errors({ shown, problem }: { shown: Shown; problem: Problem }) {
  const labels = labelsOf(shown.form.parts, shown.input);
  return (
    <section class="errors" id="errors" role="alert" tabindex={-1} aria-labelledby="errors-title">
      <h2 id="errors-title">This was not done</h2>
      <p>{problem.detail}</p>
      {shown.errors.length + (shown.unplaced?.length ?? 0) > 0 && (
        <ul>
          {shown.errors.map(({ field, detail }) => (
            <li>
              <a href={`#${idOf(field)}`}>
                {labels.get(field) ?? field}: {detail}
              </a>
            </li>
          ))}
          {shown.unplaced?.map((detail) => (
            <li>{detail}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** After a conflict: how each field stands now, beside what was typed. */
function BothVersions({ shown }: { shown: Shown }) {
  const { form, input, locale } = shown;
  const labels = labelsOf(form.parts, input);
  const rows = fieldsOf(form.parts, input)
    .filter(({ kind }) => kind !== "fixed" && kind !== "file")
    .map((field) => ({ field, now: shownValue(field, locale, input), typed: typedText(field, shown) }))
    .filter(({ now, typed }) => now !== typed);
  return (
    <section class="note" aria-label="Both versions">
      <p>
        Somebody changed this since you opened the form. What you wrote is kept below. Look at{" "}
        <a href={form.back.address}>how it stands now</a>; to put yours in its place, send it again.
      </p>
      {rows.length > 0 && (
        <Scroll label="Both versions">
          <table>
            <caption>As it stands now, and what you wrote</caption>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">As it stands now</th>
                <th scope="col">What you wrote</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ field, now, typed }) => (
                <tr>
                  <th scope="row">{labels.get(field.name)}</th>
                  <td>{textOf(field, now) || <span class="soft">nothing</span>}</td>
                  <td>{textOf(field, typed) || <span class="soft">nothing</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

function typedText(field: Field, { input }: Shown): string {
  return input.get(field.name) ?? "";
}
