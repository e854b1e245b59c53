import { Scroll } from "../../shared/pages/index.ts";
import type { Schema } from "./openapi-types.ts";

/** The type of a schema in a few words; one that has a name leads to it. */
export function SchemaType({ schema }: { schema: Schema }) {
  const name = schema.$ref?.split("/").at(-1);
  if (name !== undefined) return <a href={`#schema-${name}`}>{name}</a>;
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices)
    return (
      <>
        {choices.map((choice, index) => (
          <>
            {index > 0 && " or "}
            <SchemaType schema={choice} />
          </>
        ))}
      </>
    );
  if (schema.items)
    return (
      <>
        list of <SchemaType schema={schema.items} />
      </>
    );
  if (schema.enum) return <code>{schema.enum.map((value) => JSON.stringify(value)).join(" | ")}</code>;
  if (schema.const !== undefined) return <code>{JSON.stringify(schema.const)}</code>;
  if (typeof schema.additionalProperties === "object")
    return (
      <>
        map to <SchemaType schema={schema.additionalProperties} />
      </>
    );
  return <>{[typeText(schema.type), schema.format].filter(Boolean).join(", ")}</>;
}

function typeText(type: Schema["type"]): string {
  return typeof type === "string" ? type : (type?.join(" or ") ?? "anything");
}

/** A schema with its fields, those inside fields beneath them, and an example where it has one. */
export function SchemaTable({ schema, name }: { schema: Schema; name: string }) {
  const rows = fieldsOf(schema, "");
  return (
    <>
      {schema.description && <p>{schema.description}</p>}
      {rows.length === 0 ? (
        <p>
          <SchemaType schema={schema} />
        </p>
      ) : (
        <Scroll label={`Fields of ${name}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Type</th>
                <th scope="col">Meaning</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr>
                  <th scope="row">
                    <code>{row.name}</code>
                    {row.required && <div class="soft small">required</div>}
                  </th>
                  <td>
                    <SchemaType schema={row.schema} />
                  </td>
                  <td>{row.schema.description ?? ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {schema.examples?.[0] !== undefined && (
        <pre>
          <code>{JSON.stringify(schema.examples[0], undefined, 2)}</code>
        </pre>
      )}
    </>
  );
}

type Row = { readonly name: string; readonly schema: Schema; readonly required: boolean };

function fieldsOf(schema: Schema, prefix: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]): Row[] => {
    const row = {
      name: `${prefix}${name}`,
      schema: field,
      required: schema.required?.includes(name) ?? false,
    };
    const inside = field.items?.properties
      ? fieldsOf(field.items, `${row.name}[].`)
      : fieldsOf(field, `${row.name}.`);
    return [row, ...inside];
  });
}
