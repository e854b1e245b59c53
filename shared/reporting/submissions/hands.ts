import type { Principal } from "../../identity/principal.ts";

/** Whose hand somebody's is: their own; of an API key also that of who made it. */
export function handsOf({ id, madeBy }: Pick<Principal, "id" | "madeBy">): readonly string[] {
  return madeBy === undefined ? [id] : [id, madeBy];
}

/**
 * Whether somebody is a second person for a submission: a person, who neither asked for its approval nor wrote the latest words of any of
 * its sections, themselves or by a key of theirs.
 */
export function isSecondPerson(
  principal: Pick<Principal, "kind" | "id">,
  hands: Iterable<readonly string[]>,
): boolean {
  return principal.kind === "person" && ![...hands].some((hand) => hand.includes(principal.id));
}
