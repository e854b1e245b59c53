/**
 * The two tables, defined once: CDK, the local runtime and the tests all make them from here.
 *
 * `records` holds everything; `releases` holds only what is published to everyone. Both are single-table designs
 * with string keys. The indexes are sparse: an item is in one only where it carries that index's two attributes.
 */
export type IndexDefinition = {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
};

export type TableDefinition = {
  readonly name: "records" | "releases";
  readonly partitionKey: "pk";
  readonly sortKey: "sk";
  readonly indexes: readonly IndexDefinition[];
  readonly stream: boolean;
  readonly timeToLiveAttribute: string;
};

/** Owner's lists: commitments of a funder, people and keys of an organisation, what is due in a month. */
export const BY_OWNER = { name: "byOwner", partitionKey: "ownerPk", sortKey: "ownerSk" } as const;
/** Lists seen from the other side: commitments of a partnership, partnerships shared with an organisation. */
export const BY_PARTY = { name: "byParty", partitionKey: "partyPk", sortKey: "partySk" } as const;

export const RECORDS = {
  name: "records",
  partitionKey: "pk",
  sortKey: "sk",
  indexes: [BY_OWNER, BY_PARTY],
  stream: true,
  timeToLiveAttribute: "expiresAt",
} as const satisfies TableDefinition;

export const RELEASES = {
  name: "releases",
  partitionKey: "pk",
  sortKey: "sk",
  indexes: [],
  stream: false,
  timeToLiveAttribute: "expiresAt",
} as const satisfies TableDefinition;
