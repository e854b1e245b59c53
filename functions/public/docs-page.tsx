import { type Page, renderDocument, Scroll } from "../../shared/pages/index.ts";
import { curlOf } from "./example.ts";
import { type Listed, type OpenApi, operationsOf, type Schema } from "./openapi-types.ts";
import { SchemaTable, SchemaType } from "./schema-table.tsx";

/** The reference of the API on one page, so that the browser's own search finds everything in it. */
export function renderDocs(document: OpenApi): Page {
  const operations = operationsOf(document);
  const tags = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? "Other");
  return renderDocument(
    { title: "API reference", isStill: true },
    <div class="two">
      <nav aria-label="Operations">
        <Contents tags={tags} />
      </nav>
      <div>
        <h1>
          {document.info.title} API, version {document.info.version}
        </h1>
        {paragraphs(document.info.description)}
        <p>
          The same as a document for programs: <a href="/v1/openapi.json">OpenAPI {document.openapi}</a>.
        </p>
        {[...tags].map(([tag, listed]) => (
          <>
            <h2 id={anchor(tag)}>{tag}</h2>
            {listed.map((one) => (
              <OperationBlock document={document} listed={one} />
            ))}
          </>
        ))}
        <h2 id="schemas">Schemas</h2>
        {Object.entries(document.components.schemas).map(([name, schema]) => (
          <section id={schemaAnchor(name)}>
            <h3>{name}</h3>
            <SchemaTable schema={schema as Schema} name={name} />
          </section>
        ))}
      </div>
    </div>,
  );
}

function Contents({ tags }: { tags: ReadonlyMap<string, readonly Listed[]> }) {
  return (
    <ul>
      {[...tags].map(([tag, listed]) => (
        <li>
          <a href={`#${anchor(tag)}`}>
            <strong>{tag}</strong>
          </a>
          <ul>
            {listed.map(({ operation }) => (
              <li>
                <a href={`#${operation.operationId}`}>{operation.summary ?? operation.operationId}</a>
              </li>
            ))}
          </ul>
        </li>
      ))}
      <li>
        <a href="#schemas">
          <strong>Schemas</strong>
        </a>
      </li>
    </ul>
  );
}

function OperationBlock({ document, listed }: { document: OpenApi; listed: Listed }) {
  const { method, path, operation } = listed;
  const body = operation.requestBody?.content["application/json"]?.schema;
  return (
    <section id={operation.operationId}>
      <h3>{operation.summary ?? operation.operationId}</h3>
      <p>
        <code>
          <strong>{method.toUpperCase()}</strong> {path}
        </code>
      </p>
      {paragraphs(operation.description)}
      <Parameters listed={listed} />
      {body && (
        <p>
          Body: <SchemaType schema={body} />
        </p>
      )}
      <Responses listed={listed} />
      <details>
        <summary>Example</summary>
        <pre>
          <code>{curlOf(document, listed)}</code>
        </pre>
      </details>
    </section>
  );
}

function Parameters({ listed }: { listed: Listed }) {
  const parameters = listed.operation.parameters ?? [];
  if (parameters.length === 0) return null;
  return (
    <Scroll label={`Parameters of ${listed.operation.operationId}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col">In</th>
            <th scope="col">Type</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((parameter) => (
            <tr>
              <th scope="row">
                <code>{parameter.name}</code>
                {parameter.required && <div class="soft small">required</div>}
              </th>
              <td>{parameter.in}</td>
              <td>
                <SchemaType schema={parameter.schema ?? {}} />
              </td>
              <td>{parameter.description ?? parameter.schema?.description ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Responses({ listed }: { listed: Listed }) {
  const responses = Object.entries(listed.operation.responses);
  const refusals = responses.filter(([, response]) => response.$ref !== undefined).map(([status]) => status);
  return (
    <>
      <ul>
        {responses
          .filter(([, response]) => response.$ref === undefined)
          .map(([status, response]) => (
            <li>
              <strong>{status}</strong> {response.description}
              {Object.entries(response.content ?? {}).map(([type, { schema }]) => (
                <span class="small">
                  {" "}
                  (<code>{type}</code>
                  {type === "application/json" && schema && (
                    <>
                      : <SchemaType schema={schema} />
                    </>
                  )}
                  )
                </span>
              ))}
            </li>
          ))}
      </ul>
      {refusals.length > 0 && (
        <p class="soft small">
          May be refused with {refusals.join(", ")}: a <a href={`#${schemaAnchor("Problem")}`}>Problem</a>.
        </p>
      )}
    </>
  );
}

function paragraphs(text: string | undefined) {
  return (text ?? "")
    .split(/\n\n+/)
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => <p>{withCode(paragraph)}</p>);
}

/** Text in which words between backticks are code. */
function withCode(text: string) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part));
}

function anchor(tag: string): string {
  return `tag-${tag.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

function schemaAnchor(name: string): string {
  return `schema-${name}`;
}
