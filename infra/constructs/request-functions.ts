import { Construct } from "constructs";
import type { EnvSchema as ApiEnv } from "../../functions/api/env.ts";
import type { EnvSchema as PublicEnv } from "../../functions/public/env.ts";
import type { EnvSchema as WebEnv } from "../../functions/web/env.ts";
import { RECORDS, RELEASES } from "../../shared/platform/table-definition.ts";
import type { Config } from "../config.ts";
import type { Files } from "./files.ts";
import type { Identity } from "./identity.ts";
import { LambdaFunction } from "./lambda-function.ts";
import { grantTable } from "./table-access.ts";
import type { Tables } from "./tables.ts";

export type RequestFunctionsProps = {
  readonly config: Config;
  readonly tables: Tables;
  readonly files: Files;
  readonly identity: Identity;
  readonly cursorSecret: string;
};

/** Under the 30 s of an HTTP API, so that the function's own early time-out answers as a problem. */
const TIMEOUT_SECONDS = 29;

/** The functions that answer requests. */
export class RequestFunctions extends Construct {
  readonly api: LambdaFunction<typeof ApiEnv>;
  readonly web: LambdaFunction<typeof WebEnv>;
  readonly public: LambdaFunction<typeof PublicEnv>;

  constructor(scope: Construct, id: string, props: RequestFunctionsProps) {
    super(scope, id);
    this.api = makeApi(this, props);
    this.web = makeWeb(this, props);
    this.public = makePublic(this, props);
  }
}

function makeApi(scope: Construct, props: RequestFunctionsProps): LambdaFunction<typeof ApiEnv> {
  const api = new LambdaFunction<typeof ApiEnv>(scope, "ApiFunction", {
    folder: "api",
    settings: {
      RECORDS_TABLE: props.tables.records.tableName,
      FILES_BUCKET: props.files.bucket.bucketName,
      CURSOR_SECRET: props.cursorSecret,
      ...props.identity.tokens,
    },
    // A vCPU is 1,769 MB: at 1,024 a request of 1,000 observations is parsed about twice as fast as at 512.
    memoryMb: 1024,
    timeoutSeconds: TIMEOUT_SECONDS,
    logRetention: props.config.logRetention,
  });
  grantTable(api.function, { table: props.tables.records, definition: RECORDS, access: "write" });
  props.files.grantUpload(api.function);
  props.files.grantRead(api.function);
  api.acknowledgeWildcard(props.files.uploadsFinding, props.files.uploadsReason);
  return api;
}

function makeWeb(scope: Construct, props: RequestFunctionsProps): LambdaFunction<typeof WebEnv> {
  const web = new LambdaFunction<typeof WebEnv>(scope, "WebFunction", {
    folder: "web",
    settings: {
      RECORDS_TABLE: props.tables.records.tableName,
      CURSOR_SECRET: props.cursorSecret,
      ...props.identity.tokens,
      ...props.identity.signIn,
    },
    memoryMb: 1024,
    timeoutSeconds: TIMEOUT_SECONDS,
    logRetention: props.config.logRetention,
  });
  grantTable(web.function, { table: props.tables.records, definition: RECORDS, access: "write" });
  return web;
}

/** That the public pages cannot leak a hidden figure is a property of this function's role: it knows one table. */
function makePublic(scope: Construct, props: RequestFunctionsProps): LambdaFunction<typeof PublicEnv> {
  const open = new LambdaFunction<typeof PublicEnv>(scope, "PublicFunction", {
    folder: "public",
    settings: { RELEASES_TABLE: props.tables.releases.tableName },
    memoryMb: 512,
    timeoutSeconds: TIMEOUT_SECONDS,
    logRetention: props.config.logRetention,
  });
  grantTable(open.function, { table: props.tables.releases, definition: RELEASES, access: "read" });
  return open;
}
