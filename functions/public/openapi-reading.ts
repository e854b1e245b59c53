/** As much of an OpenAPI document as the reference page shows. */
export type ApiDocument = {
  readonly info: { readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

export type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content; readonly $ref?: string }>
  >;
};

export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
};

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly examples?: readonly unknown[];
};

export type Endpoint = { readonly method: string; readonly path: string; readonly operation: Operation };

/** The operations of each tag, in the order of the document. */
export function endpointsByTag(document: ApiDocument): Map<string, Endpoint[]> {
  const endpoints = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  return new Map(
    document.tags.map(({ name }) => [
      name,
      endpoints.filter(({ operation }) => operation.tags.includes(name)),
    ]),
  );
}

/** The component that a schema refers to, by itself or as what its list holds. */
export function componentOf(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.split("/").at(-1);
}

/** A schema's type in a few words: "string (date)", "list of Tranche", "one of a, b". */
export function typeWords(schema: Schema): string {
  const component = componentOf(schema);
  if (component !== undefined) return component;
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return choices.map(typeWords).join(" or ");
  if (schema.enum) return `one of ${schema.enum.join(", ")}`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.items) return `list of ${typeWords(schema.items)}`;
  const type = [schema.type ?? "anything"].flat().join(" or ");
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}
