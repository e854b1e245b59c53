import type {
  CapacityAssessment,
  CapacityVisibility,
} from "../../../shared/partnerships/capacities/capacity-assessment.ts";
import { CAPACITY_LISTS } from "../../../shared/partnerships/capacities/capacity-list.ts";

export const CAPACITY_READERS_IN_WORDS: Readonly<Record<CapacityVisibility, string>> = {
  partnership: "The partnership alone",
  funders: "Those the partnership is shared with, too",
  public: "Whoever signs in",
};

/** The places of the scale, in their order. */
export const PLACES_IN_WORDS = [
  "not there yet",
  "begun",
  "in part of what we do",
  "in most of what we do",
  "at home in all we do",
] as const;

/** The capacities of the list that an assessment was made under. */
export function capacitiesOf({ list }: Pick<CapacityAssessment, "list">) {
  return (
    CAPACITY_LISTS.find(({ id, version }) => id === list.id && version === list.version)?.capacities ?? []
  );
}
