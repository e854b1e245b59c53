import { minorDigits } from "../../../shared/platform/money.ts";
import {
  type Field,
  type Form,
  type Input,
  type Part,
  pointerOfName,
  type Rows,
  rowFields,
  rowsShown,
  type SentFile,
} from "./form.ts";
import { exampleAmount, readAmount } from "./locale.ts";

/** What is wrong with a field, in a sentence that says what to write. */
export type FieldError = { readonly field: string; readonly detail: string };

export type Body = {
  readonly body: unknown;
  readonly errors: readonly FieldError[];
  /** Which field a place of the body comes from. */
  readonly places: ReadonlyMap<string, string>;
};

type Read = { readonly value: unknown } | { readonly error: string } | undefined;
type Making = {
  readonly target: Record<string, unknown>;
  readonly errors: FieldError[];
  readonly places: Map<string, string>;
};

/**
 * The body that a filled form makes. What is typed is converted here (money from the reader's way of writing, exactly); whether it is
 * allowed is for the schema of the API's operation to say, whose pointers `fieldAt` leads back to fields.
 */
export function bodyOf(form: Form, input: Input, locale: string): Body {
  const making: Making = { target: {}, errors: [], places: new Map() };
  for (const part of form.parts) readPart(part, making, { input, locale });
  const plain = { ...form.fixed, ...making.target };
  const body = form.shape ? form.shape(plain, { input, locale }) : plain;
  return { body, errors: making.errors, places: making.places };
}

export type From = { readonly input: Input; readonly locale: string };

function readPart(part: Part, making: Making, from: From): void {
  if (part.kind === "group")
    for (const field of part.fields) readField(field, making, { ...from, under: "" });
  else if (part.kind !== "rows") readField(part, making, { ...from, under: "" });
  else {
    const under = part.pointer ?? pointerOfName(part.name);
    making.places.set(under, part.name);
    for (const [index, place] of rowPlaces(part, from)) {
      const fields = rowFields(part, index);
      // What is wrong with a row as a whole is said where it begins.
      const first = fields.find(({ kind }) => kind !== "fixed");
      if (first) making.places.set(`${under}/${place}`, first.name);
      for (const field of fields) readField(field, making, { ...from, under: `${under}/${place}` });
    }
  }
}

/** Which place in the list each row takes that something is written in: blank ones take none. */
export function rowPlaces(rows: Rows, { input, locale }: From): ReadonlyMap<number, number> {
  const written = Array.from({ length: rowsShown(rows, input) }, (_, index) => index).filter(
    (index) => !rowFields(rows, index).every((field) => isBlank(field, { input, locale })),
  );
  return new Map(written.map((index, place) => [index, place]));
}

/** A row is blank where nothing was typed in it; what is merely chosen or ticked begins nothing. */
function isBlank(field: Field, from: From): boolean {
  if (field.kind === "fixed") return true;
  if (field.onlyIfChanged) return isUntouched(field, from);
  if (field.kind === "choice" || field.kind === "check") return true;
  if (field.kind === "file") return from.input.file?.(field.name) === undefined;
  return (from.input.get(field.name) ?? "").trim() === "";
}

/** Whether what is sent is what the field held to begin with, however it is written. */
function isUntouched(field: Field, from: From): boolean {
  const read = convert(field, from);
  if (read === undefined || "error" in read) return read === undefined && (field.value ?? "") === "";
  if (field.kind === "check") return read.value === (field.value === "yes");
  if (field.kind !== "money") return String(read.value) === (field.value ?? "");
  return sameAmount((read.value as { amount: string }).amount, field.value ?? "");
}

function sameAmount(one: string, other: string): boolean {
  const plain = (amount: string) => (amount.includes(".") ? amount.replace(/\.?0+$/, "") : amount);
  return plain(one) === plain(other);
}

function readField(field: Field, making: Making, from: From & { readonly under: string }): void {
  const pointer = from.under + (field.pointer ?? pointerOfName(field.name));
  if (field.kind !== "fixed") making.places.set(pointer, field.name);
  if (field.onlyIfChanged && isUntouched(field, from)) return;
  if (field.kind === "money" && namedCurrency(field, from.input) === undefined) {
    sayUnknown(field, making, from.input);
    return;
  }
  const read = convert(field, from);
  if (read === undefined) {
    if (field.isRequired) making.errors.push({ field: field.name, detail: missing(field) });
  } else if ("error" in read) making.errors.push({ field: field.name, detail: read.error });
  else setAt(making.target, pointer, read.value);
}

/** Says once, at the field that names the currency, that it is none; where nothing is named, that field says so itself. */
function sayUnknown(field: MoneyField, { errors }: Making, input: Input): void {
  if (typeof field.currency === "string") return;
  const at = field.currency.field;
  const named = (input.get(at) ?? "").trim();
  if (named === "" || errors.some((error) => error.field === at)) return;
  errors.push({
    field: at,
    detail: `“${named.slice(0, 60)}” is no currency. Write its three letters, like USD.`,
  });
}

function missing(field: Field): string {
  if (field.kind === "choice") return "Choose one.";
  if (field.kind === "file") return "Choose a file. A browser forgets it whenever the form is sent.";
  return field.kind === "date" ? "Give a day." : "Fill this in.";
}

function convert(field: Field, { input, locale }: From): Read {
  const text = (input.get(field.name) ?? "").replaceAll("\r\n", "\n").trim();
  if (field.kind === "fixed") return { value: field.content };
  if (field.kind === "check") return { value: text === "yes" };
  if (field.kind === "file") return fileRead(input.file?.(field.name));
  if (text === "") return undefined;
  switch (field.kind) {
    case "money":
      return moneyOf(text, currencyOf(field, input), locale);
    case "number":
      return /^-?\d{1,15}$/.test(text) ? { value: Number(text) } : { error: "Write a whole number, like 3." };
    case "lines":
      return {
        value: text
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== ""),
      };
    default:
      return { value: text };
  }
}

/** What the body says of a file is its name. */
function fileRead(file: SentFile | undefined): Read {
  if (file === undefined) return undefined;
  return file.bytes.length === 0
    ? { error: `“${file.name.slice(0, 60)}” is empty. Choose another file.` }
    : { value: file.name };
}

type MoneyField = Field & { readonly kind: "money" };

/** The currency of a money field for a hint: its own, or what another field says where that is one. */
export function currencyOf(field: MoneyField, input: Input): string {
  return namedCurrency(field, input) ?? "USD";
}

/** The currency in which an amount is meant; undefined where another field says it and says none that there is. */
function namedCurrency(field: MoneyField, input: Input): string | undefined {
  if (typeof field.currency === "string") return field.currency;
  const named = (input.get(field.currency.field) ?? "USD").trim().toUpperCase();
  return minorDigits(named) === undefined ? undefined : named;
}

function moneyOf(text: string, currency: string, locale: string): Read {
  const amount = readAmount(text, currency, locale);
  if (amount !== undefined) return { value: { amount, currency } };
  const example = exampleAmount(currency, locale);
  return { error: `“${text.slice(0, 60)}” is not an amount that can be read. Write it like ${example}.` };
}

/** Sets a value at a JSON pointer; a part that is a whole number makes a list. */
function setAt(target: Record<string, unknown>, pointer: string, value: unknown): void {
  const parts = pointer.slice(1).split("/");
  const last = parts.pop() ?? "";
  let node: Record<string, unknown> = target;
  for (const [index, part] of parts.entries()) {
    const following = parts[index + 1] ?? last;
    node[part] ??= /^\d+$/.test(following) ? [] : {};
    node = node[part] as Record<string, unknown>;
  }
  node[last] = value;
}

/** The field that a problem's pointer is about: the one at it, above it, or the first one beneath it. */
export function fieldAt(pointer: string, places: ReadonlyMap<string, string>): string | undefined {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const field = places.get(at);
    if (field !== undefined) return field;
  }
  const beneath = [...places].find(([place]) => pointer !== "" && place.startsWith(`${pointer}/`));
  return beneath?.[1];
}
