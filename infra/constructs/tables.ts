import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, Billing, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { RECORDS, RELEASES, type TableDefinition } from "../../shared/platform/table-definition.ts";

/** The two tables: `records` holds everything, `releases` only what is published to everyone. */
export class Tables extends Construct {
  readonly records: TableV2;
  readonly releases: TableV2;

  constructor(scope: Construct, id: string, props: { readonly keepsData: boolean }) {
    super(scope, id);
    this.records = makeTable(this, "Records", RECORDS, props.keepsData);
    this.releases = makeTable(this, "Releases", RELEASES, props.keepsData);
  }
}

function makeTable(scope: Construct, id: string, definition: TableDefinition, keepsData: boolean): TableV2 {
  return new TableV2(scope, id, {
    partitionKey: stringKey(definition.partitionKey),
    sortKey: stringKey(definition.sortKey),
    globalSecondaryIndexes: definition.indexes.map((index) => ({
      indexName: index.name,
      partitionKey: stringKey(index.partitionKey),
      sortKey: stringKey(index.sortKey),
    })),
    billing: Billing.onDemand(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: definition.timeToLiveAttribute,
    deletionProtection: keepsData,
    removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(definition.stream ? { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES } : {}),
  });
}

function stringKey(name: string) {
  return { name, type: AttributeType.STRING };
}
