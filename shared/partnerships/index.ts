/** What other rooms may use of partnerships: reading one, what its strategies lead to, and who may see it. */

export type { BrokenLink, LineOfSight, OutcomeEdge, StrategySight, SystemEdge } from "./line-of-sight.ts";
export { lineOfSight } from "./line-of-sight.ts";
export type { Link } from "./link.ts";
export type { LoadedPartnership, PartnershipFacts } from "./partnership.store.ts";
export {
  fromItems,
  partnershipPk,
  readableBy,
  readPartnership,
  requireReadable,
} from "./partnership.store.ts";
export type { Partnership, PartnershipState } from "./partnership.ts";
export { mayRead } from "./partnership.ts";
export type { Share } from "./share.ts";
export type { Strategy } from "./strategy.ts";
