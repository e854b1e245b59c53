/** What other rooms may use of partnerships: reading one, what its strategies lead to, and who may see it. */

export { accessTo, indicatorOf, ownPartnership, type Rest } from "./access.store.ts";
export { designationsFor } from "./designation.ts";
export type { StrategySight } from "./line-of-sight.ts";
export { lineOfSight } from "./line-of-sight.ts";
export type { Link } from "./link.ts";
export type { LoadedPartnership } from "./partnership.store.ts";
export {
  partnershipPk,
  readableBy,
  readPartnership,
  requireReadable,
} from "./partnership.store.ts";

export { mayRead } from "./partnership.ts";

export type { Strategy } from "./strategy.ts";
export { type RestingCall, writeResting } from "./write-resting.ts";
