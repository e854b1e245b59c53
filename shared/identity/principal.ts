import type { OrganisationKind } from "./organisation.ts";
import type { Action, Role } from "./permissions.ts";

/** Who is asking, on behalf of which organisation, and as what. */
export type Principal = {
  readonly kind: "person" | "key";
  readonly id: string;
  readonly organisationId: string;
  readonly organisationKind: OrganisationKind;
  readonly roles: readonly Role[];
  /** Where an API key was narrowed: of what its roles allow, only these. */
  readonly actions?: readonly Action[];
  /** Of an API key: who made it, or who made the key that did. Where a second person is needed, its hand is theirs. */
  readonly madeBy?: string;
};
