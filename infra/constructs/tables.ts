import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, Billing, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { RECORDS, RELEASES, type TableDefinition } from "../../shared/platform/table-definition.ts";
import type { Stage } from "../config.ts";

/** Both tables, from the definition the local runtime and the tests use too. */
export class Tables extends Construct {
  readonly records: TableV2;
  readonly releases: TableV2;

  constructor(scope: Construct, id: string, props: { stage: Stage }) {
    super(scope, id);
    this.records = makeTable(this, "Records", { definition: RECORDS, stage: props.stage });
    this.releases = makeTable(this, "Releases", { definition: RELEASES, stage: props.stage });
  }
}

function makeTable(
  scope: Construct,
  id: string,
  { definition, stage }: { definition: TableDefinition; stage: Stage },
): TableV2 {
  return new TableV2(scope, id, {
    partitionKey: stringKey(definition.partitionKey),
    sortKey: stringKey(definition.sortKey),
    globalSecondaryIndexes: definition.indexes.map((index) => ({
      indexName: index.name,
      partitionKey: stringKey(index.partitionKey),
      sortKey: stringKey(index.sortKey),
    })),
    dynamoStream: definition.stream ? StreamViewType.NEW_AND_OLD_IMAGES : undefined,
    timeToLiveAttribute: definition.timeToLiveAttribute,
    billing: Billing.onDemand(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.keepData,
    removalPolicy: stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}

function stringKey(name: string) {
  return { name, type: AttributeType.STRING };
}
