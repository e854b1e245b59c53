import type { Authenticate } from "../../shared/identity/authenticate.ts";
import type { DocumentFiles } from "../../shared/platform/files.ts";
import type { Table } from "../../shared/platform/table.ts";
import type { Clock } from "../../shared/platform/time.ts";

/** Where people sign in: the OpenID Connect issuer and its addresses. */
export type SignInSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly signOutUrl: string;
};

/** What the pages stand on, made once per container by the handler, or by a test. */
export type WebDeps = {
  readonly table: Table;
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  readonly cursorSecret: string;
  /** Where files of forms are put, and documents are fetched and removed: by addresses, never by their bytes. */
  readonly files: DocumentFiles;
  readonly signIn: SignInSettings;
};
