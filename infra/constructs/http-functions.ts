import { Construct } from "constructs";
import type { EnvSchema as ApiEnv } from "../../functions/api/env.ts";
import type { EnvSchema as DocumentsEnv } from "../../functions/documents/env.ts";
import type { EnvSchema as PublicEnv } from "../../functions/public/env.ts";
import type { EnvSchema as WebEnv } from "../../functions/web/env.ts";
import { RECORDS, RELEASES } from "../../shared/platform/table-definition.ts";
import type { Stage } from "../config.ts";
import type { FilesBucket } from "./files-bucket.ts";
import type { Identity } from "./identity.ts";
import { LambdaFunction } from "./lambda-function.ts";
import { mayUse } from "./permissions.ts";
import type { Tables } from "./tables.ts";

/** Under the 30 s of an HTTP API, so that the function's own early time-out still answers, with a problem. */
const TIMEOUT_SECONDS = 29;

export type HttpFunctionsProps = {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly files: FilesBucket;
  readonly identity: Identity;
  readonly cursorSecret: string;
};

/** The functions that answer requests. */
export class HttpFunctions extends Construct {
  readonly api: LambdaFunction<typeof ApiEnv>;
  readonly web: LambdaFunction<typeof WebEnv>;
  readonly public: LambdaFunction<typeof PublicEnv>;
  readonly documents: LambdaFunction<typeof DocumentsEnv>;

  constructor(scope: Construct, id: string, props: HttpFunctionsProps) {
    super(scope, id);
    this.api = makeApi(this, props);
    this.web = makeWeb(this, props);
    this.public = makePublic(this, props);
    this.documents = makeDocuments(this, props);
  }
}

function makeApi(scope: Construct, props: HttpFunctionsProps): LambdaFunction<typeof ApiEnv> {
  const { stage, tables, files } = props;
  const api = new LambdaFunction<typeof ApiEnv>(scope, "Api", {
    stage,
    name: "api",
    purpose: "The signed-in API under /v1.",
    environment: {
      RECORDS_TABLE: tables.records.tableName,
      FILES_BUCKET: files.bucket.bucketName,
      CURSOR_SECRET: props.cursorSecret,
      ...props.identity.tokens,
    },
    // A whole vCPU comes with 1,769 MB: at 1,024 a request of 1,000 rows is parsed about twice as fast as at 512.
    memoryMb: 1024,
    timeoutSeconds: TIMEOUT_SECONDS,
    permissions: mayUse({ table: tables.records, definition: RECORDS, access: "write" }),
  });
  files.letSignUploads(api.role);
  files.letKeepDocuments(api.role);
  return api;
}

/** Pages read, forms write through the API's own routes: the same rights on the table; of files, to put those of imports, and to keep documents. */
function makeWeb(scope: Construct, props: HttpFunctionsProps): LambdaFunction<typeof WebEnv> {
  const { stage, tables, files, identity } = props;
  const web = new LambdaFunction<typeof WebEnv>(scope, "Web", {
    stage,
    name: "web",
    purpose: "The pages of people who are signed in.",
    environment: {
      RECORDS_TABLE: tables.records.tableName,
      FILES_BUCKET: files.bucket.bucketName,
      CURSOR_SECRET: props.cursorSecret,
      ...identity.tokens,
      ...identity.signIn,
    },
    memoryMb: 1024,
    timeoutSeconds: TIMEOUT_SECONDS,
    permissions: mayUse({ table: tables.records, definition: RECORDS, access: "write" }),
  });
  files.letSignUploads(web.role);
  files.letKeepDocuments(web.role);
  return web;
}

/** That public pages cannot leak a hidden figure is a property of this role: it may read one table, and nothing else. */
function makePublic(scope: Construct, props: HttpFunctionsProps): LambdaFunction<typeof PublicEnv> {
  const { stage, tables } = props;
  return new LambdaFunction<typeof PublicEnv>(scope, "Public", {
    stage,
    name: "public",
    purpose: "What is published to everyone, and the description of the API.",
    environment: { RELEASES_TABLE: tables.releases.tableName },
    memoryMb: 512,
    timeoutSeconds: TIMEOUT_SECONDS,
    permissions: mayUse({ table: tables.releases, definition: RELEASES, access: "read" }),
  });
}

/** Reads, and puts what the first sign-in of a person writes. A whole vCPU, for a long report is made while somebody waits. */
function makeDocuments(scope: Construct, props: HttpFunctionsProps): LambdaFunction<typeof DocumentsEnv> {
  const { stage, tables, identity } = props;
  return new LambdaFunction<typeof DocumentsEnv>(scope, "Documents", {
    stage,
    name: "documents",
    purpose: "Reports of the signed-in API as PDF, and their charts.",
    environment: {
      RECORDS_TABLE: tables.records.tableName,
      CURSOR_SECRET: props.cursorSecret,
      ...identity.tokens,
    },
    memoryMb: 1769,
    timeoutSeconds: TIMEOUT_SECONDS,
    permissions: mayUse({ table: tables.records, definition: RECORDS, access: "put" }),
  });
}
