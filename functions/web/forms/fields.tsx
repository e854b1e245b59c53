import { currencyOf } from "./body-of.ts";
import { type Field, type Group, type Input, type Part, type Rows, rowFields, rowsShown } from "./form.ts";
import type { Shown } from "./form-page.tsx";
import { amountForReader, exampleAmount } from "./locale.ts";

/** The id of a field on its page, to which the summary of errors leads. */
export function idOf(name: string): string {
  return `f-${name.replaceAll(".", "-")}`;
}

/** What a field holds to begin with, as the reader would type it. */
export function shownValue(field: Field, locale: string, input: Input): string {
  if (field.value === undefined) return "";
  if (field.kind !== "money") return field.value;
  return currencyOf(field, input) === "" ? field.value : amountForReader(field.value, locale);
}

/** What a value says to people: the text of a choice, yes or no. */
export function textOf(field: Field, value: string): string {
  if (field.kind === "choice") return field.options.find((option) => option.value === value)?.text ?? value;
  return field.kind === "check" ? (value === "yes" ? "yes" : "no") : value;
}

/** A part of a form. */
export function PartView({ part, shown }: { part: Part; shown: Shown }) {
  if (part.kind === "group") return <GroupView group={part} shown={shown} />;
  if (part.kind === "rows") return <RowsView rows={part} shown={shown} />;
  return <FieldRow field={part} shown={shown} />;
}

function GroupView({ group, shown }: { group: Group; shown: Shown }) {
  return (
    <fieldset>
      <legend>{group.legend}</legend>
      {group.hint && <p class="soft">{group.hint}</p>}
      <div class="side">
        {group.fields.map((field) => (
          <FieldRow field={field} shown={shown} />
        ))}
      </div>
    </fieldset>
  );
}

function RowsView({ rows, shown }: { rows: Rows; shown: Shown }) {
  const count = rowsShown(rows, shown.input);
  const errors = shown.errors.filter(({ field }) => field === rows.name);
  return (
    <fieldset class={errors.length > 0 ? "rows wrong" : "rows"} id={idOf(rows.name)} tabindex={-1}>
      <legend>{rows.legend}</legend>
      {rows.hint && <p class="soft">{rows.hint}</p>}
      {errors.map(({ detail }) => (
        <p class="error">{detail}</p>
      ))}
      <input type="hidden" name={`${rows.name}.rows`} value={String(count)} />
      {rows.layout === "table" ? (
        <RowsTable rows={rows} count={count} shown={shown} />
      ) : (
        Array.from({ length: count }, (_, index) => (
          <fieldset class="row">
            <legend>{rows.rowLegend(index)}</legend>
            <RowFields fields={rowFields(rows, index)} shown={shown} />
          </fieldset>
        ))
      )}
      {rows.more !== undefined && count < rows.most && (
        <button class="quiet" type="submit" name="step" value={`more:${rows.name}`}>
          {rows.more}
        </button>
      )}
    </fieldset>
  );
}

/** Rows as the lines of a table; each control keeps its label, for who does not see the heads. */
function RowsTable({ rows, count, shown }: { rows: Rows; count: number; shown: Shown }) {
  const columns = rowFields(rows, 0).filter(({ kind }) => kind !== "fixed");
  return (
    <div class="grid">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">Of</span>
            </th>
            {columns.map(({ label }) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, index) => (
            <tr>
              <th scope="row">{rows.rowLegend(index)}</th>
              {rowFields(rows, index)
                .filter(({ kind }) => kind !== "fixed")
                .map((field) => (
                  <td>
                    <FieldRow
                      field={{ ...field, label: `${field.label}, ${rows.rowLegend(index)}` }}
                      shown={shown}
                      inRow
                    />
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The fields of a row: those that many fill in, then the others folded away by what they are about. */
function RowFields({ fields, shown }: { fields: readonly Field[]; shown: Shown }) {
  const groups = [...Map.groupBy(fields, ({ aside }) => aside)];
  return (
    <>
      {groups.map(([aside, some]) => {
        const side = (
          <div class="side">
            {some.map((field) => (
              <FieldRow field={field} shown={shown} inRow />
            ))}
          </div>
        );
        if (aside === undefined) return side;
        return (
          <details open={some.some((field) => isFilled(field, shown))}>
            <summary>{aside}</summary>
            {side}
          </details>
        );
      })}
    </>
  );
}

function isFilled(field: Field, shown: Shown): boolean {
  const isWrong = shown.errors.some((error) => error.field === field.name);
  return isWrong || (keptValue(field, shown) ?? field.value ?? "") !== "";
}

/** A field with its label, its hint, and what is wrong with it. */
function FieldRow({ field, shown, inRow = false }: { field: Field; shown: Shown; inRow?: boolean }) {
  if (field.kind === "fixed") return null;
  const errors = shown.errors.filter((error) => error.field === field.name);
  const id = idOf(field.name);
  const hint = hintOf(field, shown);
  const described = [hint && `${id}-hint`, errors.length > 0 && `${id}-error`].filter(Boolean).join(" ");
  const control = {
    id,
    name: field.name,
    ...(described === "" ? {} : { "aria-describedby": described }),
    ...(errors.length > 0 ? { "aria-invalid": "true" as const } : {}),
    ...(field.isRequired ? { "aria-required": "true" as const } : {}),
  };
  const label = (
    <label for={id}>
      {field.label}
      {!field.isRequired && !inRow && field.kind !== "check" && <span class="soft"> (optional)</span>}
    </label>
  );
  const value = keptValue(field, shown) ?? shownValue(field, shown.locale, shown.input);
  return (
    <div class={`field ${field.kind}${errors.length > 0 ? " wrong" : ""}`}>
      {field.kind !== "check" && label}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {errors.length > 0 && (
        <p class="error" id={`${id}-error`}>
          {errors.map(({ detail }) => detail).join(" ")}
        </p>
      )}
      <Control field={field} control={control} value={value} />
      {field.kind === "check" && label}
    </div>
  );
}

/** What was sent, if anything was; a box that was not ticked sends nothing. */
function keptValue({ kind, name }: Field, { input }: Shown): string | undefined {
  const isSent = input.get("token") !== undefined;
  return input.get(name) ?? (isSent && kind === "check" ? "" : undefined);
}

function hintOf(field: Field, { locale, input }: Shown): string | undefined {
  if (field.kind !== "money" || field.hint !== undefined) return field.hint;
  const currency = currencyOf(field, input);
  return `In ${currency}, like ${exampleAmount(currency, locale)}`;
}

type ControlProps = { readonly id: string; readonly name: string };

function Control({ field, control, value }: { field: Field; control: ControlProps; value: string }) {
  switch (field.kind) {
    case "area":
    case "lines":
      return (
        <textarea {...control} rows={field.kind === "lines" ? 3 : 4}>
          {value}
        </textarea>
      );
    case "choice":
      return (
        <select {...control}>
          {(field.blank !== undefined || !field.isRequired) && (
            <option value="">{field.blank ?? "none"}</option>
          )}
          {field.options.map((option) => (
            <option value={option.value} selected={option.value === value}>
              {option.text}
            </option>
          ))}
        </select>
      );
    case "check":
      return <input {...control} type="checkbox" value="yes" checked={value === "yes"} />;
    case "date":
      return <input {...control} type="date" value={value} />;
    case "file":
      return <input {...control} type="file" accept={field.accept.join(",")} />;
    case "money":
      return <input {...control} type="text" inputmode="decimal" value={value} />;
    case "fixed":
      return null;
    case "number":
      return <input {...control} type="text" inputmode="numeric" value={value} />;
    default:
      return <input {...control} type="text" value={value} maxlength={field.most} />;
  }
}
