import type { Child } from "hono/jsx";
import type { Page } from "../../../shared/pages/index.ts";
import type { Problem } from "../../../shared/platform/problem.ts";
import type { Result } from "../../../shared/platform/result.ts";
import type { Answered } from "./call-api.ts";
import type { NoticeCode } from "./notices.ts";

type Base = {
  /** Its name in the form, parts parted by dots: "tranches.0.amount". */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Where its value goes in the body: a JSON pointer. Without one, the name with slashes for its dots. */
  readonly pointer?: string;
  readonly isRequired?: boolean;
  /** What it holds to begin with: money as a decimal string, a day as ISO 8601, a tick as "yes". */
  readonly value?: string | undefined;
  /** Sent only where it is no longer `value`: what was not touched is not changed. */
  readonly onlyIfChanged?: boolean;
  /** What it is about, where few fill it in: such fields of a row are folded away under this, until one of them holds something. */
  readonly aside?: string;
};

export type Option = { readonly value: string; readonly text: string };

/** One thing that a form asks for. An empty one is left out of the body. */
export type Field =
  | (Base & { readonly kind: "text" | "area"; readonly most?: number })
  | (Base & { readonly kind: "date" | "number" | "check" })
  /** An amount in one currency, or in that which another field says. */
  | (Base & { readonly kind: "money"; readonly currency: string | { readonly field: string } })
  | (Base & { readonly kind: "choice"; readonly options: readonly Option[]; readonly blank?: string })
  /** A file from the reader's machine: its bytes go where the operation says (`upload`), never into the body. */
  | (Base & { readonly kind: "file"; readonly accept: readonly string[] })
  /** One entry a line: a list of texts. */
  | (Base & { readonly kind: "lines" })
  /** Nothing that is shown or sent: what the body holds there, in a row that something is written in. */
  | (Base & { readonly kind: "fixed"; readonly content: unknown });

/** The same fields several times over. A row in which nothing is written is left out; `{name}.rows` says how many are shown. */
export type Rows = {
  readonly kind: "rows";
  readonly name: string;
  readonly pointer?: string;
  readonly legend: string;
  readonly rowLegend: (index: number) => string;
  /** What each row is of, where rows are of things that there are: what was typed stays with its thing when others come or go. */
  readonly rowKey?: (index: number) => string;
  readonly hint?: string;
  /** Rows shown to begin with, and at most. */
  readonly count: number;
  readonly most: number;
  /** The button that adds a row; without it, rows are as many as there are. */
  readonly more?: string;
  /** A table, a line a row and a column a field, where rows are many and their fields few and short. */
  readonly layout?: "table";
  /** The fields of a row; names and pointers are within the row: "amount", "/condition/barrier/kind". */
  readonly fields: (index: number) => readonly Field[];
};

/** Fields that belong together, under a heading. */
export type Group = {
  readonly kind: "group";
  readonly legend: string;
  readonly hint?: string;
  readonly fields: readonly Field[];
};

export type Part = Field | Rows | Group;

/** A file that was sent with a form. */
export type SentFile = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** What was sent, or what a link brought along, by the names of fields. */
export type Input = {
  readonly get: (name: string) => string | undefined;
  readonly file?: (name: string) => SentFile | undefined;
  /** What was sent, in its order, for forms whose fields are of things that come and go. */
  readonly names?: () => readonly string[];
};

/** Where the bytes of a file go once the operation answered an address for them (`upload`), and what is asked for then. */
export type Uploading = {
  readonly field: string;
  /** Another address, where the operation was asked before: "/imports/job_…/upload". */
  readonly again: (answer: Answered) => string;
  readonly next: (answer: Answered) => string;
};

/** A form: what it asks, and the call of the API that it makes. */
export type Form = {
  readonly title: string;
  readonly eyebrow?: string;
  /** What the act does and does not, above the fields. */
  readonly lead?: Child;
  readonly parts: readonly Part[];
  readonly submit: string;
  /** Whether the act cannot be taken back: the button says so in its look. */
  readonly isGrave?: boolean;
  readonly call: {
    readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
    /** Under `/v1`: "/commitments/cmt_…/payments"; made of what was filled in where that names what it is about. */
    readonly path: string | ((input: Input) => string);
  };
  /** What the person saw when the form was made; sent as `If-Match`. */
  readonly version?: number | undefined;
  /** The body that the fields make, in the shape that the API takes; where the fields' pointers say it all, left out. */
  readonly shape?: (
    body: Readonly<Record<string, unknown>>,
    from: { readonly input: Input; readonly locale: string },
  ) => unknown;
  /** Reads what the body cannot be made of without, such as a file; its problem points into the body, as the operation's would. */
  readonly prepare?: (body: unknown, input: Input) => Promise<Result<unknown>>;
  readonly uploading?: Uploading;
  /** What stands in every body beside the fields. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Shown for the button that looks ahead: what the body would do. Nothing is written. */
  readonly preview?: {
    readonly button: string;
    readonly show: (body: unknown) => Promise<Result<Child>>;
  };
  /** Where an operation answers each of several things by itself: why what was sent was not done, though the request was. */
  readonly refused?: (answer: Answered) => Problem | undefined;
  readonly back: { readonly address: string; readonly text: string };
  /** Where to go once it is done, and what to say there. */
  readonly done: (answer: Answered) => { readonly address: string; readonly notice: NoticeCode };
  /** The page that the answer itself is, in place of leading on: for what is shown once and kept nowhere. It says so when it is sent again. */
  readonly once?: (answer: Answered) => Page;
};

/** Every field of a part list in reading order, rows as often as they are shown. */
export function fieldsOf(parts: readonly Part[], input: Input): readonly Field[] {
  return parts.flatMap((part) => {
    if (part.kind === "group") return part.fields;
    if (part.kind !== "rows") return [part];
    return Array.from({ length: rowsShown(part, input) }, (_, index) => rowFields(part, index)).flat();
  });
}

/** What each field is called where it is spoken of apart from its place: in a row with the row's name. */
export function labelsOf(parts: readonly Part[], input: Input): ReadonlyMap<string, string> {
  const labels = parts.flatMap((part): (readonly [string, string])[] => {
    if (part.kind === "group") return part.fields.map(({ name, label }) => [name, label]);
    if (part.kind !== "rows") return [[part.name, part.label]];
    const rows = Array.from({ length: rowsShown(part, input) }, (_, index) =>
      rowFields(part, index).map(({ name, label }) => [name, `${part.rowLegend(index)}, ${label}`] as const),
    );
    return [[part.name, part.legend], ...rows.flat()];
  });
  return new Map(labels);
}

/** The fields of a row, named from the form's beginning; their pointers stay within the row. */
export function rowFields(rows: Rows, index: number): readonly Field[] {
  return rows.fields(index).map((field) => ({
    ...field,
    name: `${rows.name}.${rows.rowKey?.(index) ?? index}.${field.name}`,
    pointer: field.pointer ?? pointerOfName(field.name),
  }));
}

/** How many rows are shown: those sent, and one more where the button for that was pressed. */
export function rowsShown(rows: Rows, input: Input): number {
  const sent = Number(input.get(`${rows.name}.rows`) ?? rows.count);
  const asked = input.get("step") === `more:${rows.name}` ? sent + 1 : sent;
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, rows.most) : rows.count;
}

/** The JSON pointer of a field that says none: "recipient.name" is "/recipient/name". */
export function pointerOfName(name: string): string {
  return `/${name.replaceAll(".", "/")}`;
}
