import { type Page, renderDocument } from "../../shared/pages/index.ts";
import {
  type ApiDocument,
  componentOf,
  type Endpoint,
  endpointsByTag,
  type Parameter,
  type Schema,
  typeWords,
} from "./openapi-reading.ts";

/** The reference page of the API: every operation by tag with what it takes and answers, then every schema. */
export function renderDocs(document: ApiDocument): Page {
  const tags = [...endpointsByTag(document)];
  return renderDocument(
    { title: "API reference" },
    <>
      <h1>API reference</h1>
      {document.info.description.split("\n\n").map((paragraph) => (
        <p>{paragraph.replaceAll("`", "")}</p>
      ))}
      <p>
        The same for programs: <a href="/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).
      </p>
      <pre>{'curl -H "Authorization: Bearer $TOKEN" https://…/v1/me'}</pre>
      <nav aria-label="Contents">
        <ul>
          {tags.map(([name]) => (
            <li>
              <a href={`#tag-${name}`}>{name}</a>
            </li>
          ))}
          <li>
            <a href="#schemas">Schemas</a>
          </li>
        </ul>
      </nav>
      {tags.map(([name, endpoints]) => (
        <section aria-labelledby={`tag-${name}`}>
          <h2 id={`tag-${name}`}>{name}</h2>
          {endpoints.map((endpoint) => (
            <EndpointBlock endpoint={endpoint} />
          ))}
        </section>
      ))}
      <section aria-labelledby="schemas">
        <h2 id="schemas">Schemas</h2>
        {Object.entries(document.components.schemas).map(([name, schema]) => (
          <SchemaBlock name={name} schema={schema} />
        ))}
      </section>
    </>,
  );
}

function EndpointBlock({ endpoint: { method, path, operation } }: { endpoint: Endpoint }) {
  const body = operation.requestBody?.content["application/json"]?.schema;
  const answers = Object.entries(operation.responses).filter(([, response]) => response.$ref === undefined);
  return (
    <article aria-labelledby={operation.operationId}>
      <h3 id={operation.operationId}>{operation.summary}</h3>
      <p>
        <code>
          <strong>{method}</strong> {path}
        </code>
      </p>
      {operation.description.split("\n\n").map((paragraph) => (
        <p class="small">{paragraph.replaceAll("`", "")}</p>
      ))}
      {operation.parameters.length > 0 && <Parameters parameters={operation.parameters} />}
      {body && (
        <p>
          Takes <TypeText schema={body} />.
        </p>
      )}
      <p>
        Answers{" "}
        {answers.map(([status, response], index) => (
          <>
            {index > 0 && ", "}
            {status} ({response.description}
            {Object.values(response.content ?? {})
              .slice(0, 1)
              .map(({ schema }) => (
                <>
                  : <TypeText schema={schema} />
                </>
              ))}
            )
          </>
        ))}
        ; a refusal is a <a href="#schema-Problem">Problem</a>.
      </p>
    </article>
  );
}

function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <ul class="small">
      {parameters.map((parameter) => (
        <li>
          <code>{parameter.name}</code> in the {parameter.in}, {parameter.required ? "needed" : "optional"}:{" "}
          {typeWords(parameter.schema)}
          {parameter.description && `. ${parameter.description}`}
        </li>
      ))}
    </ul>
  );
}

function SchemaBlock({ name, schema }: { name: string; schema: Schema }) {
  const example = schema.examples?.[0];
  return (
    <article aria-labelledby={`schema-${name}`}>
      <h3 id={`schema-${name}`}>{name}</h3>
      {schema.description && <p>{schema.description.replaceAll("`", "")}</p>}
      {schema.properties ? (
        <ul class="small">
          {Object.entries(schema.properties).map(([property, type]) => (
            <li>
              <code>{property}</code>
              {schema.required?.includes(property) ? "" : " (optional)"}: <TypeText schema={type} />
              {type.description && `. ${type.description}`}
            </li>
          ))}
        </ul>
      ) : (
        <p class="small">{typeWords(schema)}</p>
      )}
      {example !== undefined && <pre>{JSON.stringify(example, undefined, 2)}</pre>}
    </article>
  );
}

/** A type in words; where it is a schema of its own, or a list of one, as the way to it. */
function TypeText({ schema }: { schema: Schema }) {
  const component = componentOf(schema);
  if (component !== undefined) return <a href={`#schema-${component}`}>{component}</a>;
  const item = componentOf(schema.items);
  if (item === undefined) return <>{typeWords(schema)}</>;
  return (
    <>
      list of <a href={`#schema-${item}`}>{item}</a>
    </>
  );
}
