import { describe, expect, test } from "vitest";
import { functionNamed, resourceOf, rightsOf, synthesise } from "./synthesised.ts";

const stack = synthesise();

const INDEXES = ["Tables/Records", "Tables/Records/index/byOwner", "Tables/Records/index/byParty"];
const query = INDEXES.map((index) => `Allow dynamodb:Query ${index}`);
const DOCUMENTS = [
  ...["DeleteObject", "GetObject", "PutObject"].map(
    (action) => `Allow s3:${action} Files/Bucket/documents/*`,
  ),
  "Allow s3:ListBucket Files/Bucket",
];
const TRACES = ["Allow xray:PutTelemetryRecords *", "Allow xray:PutTraceSegments *"];

/** What each role allows beside its log and its traces: the whole of it. */
const RIGHTS: Readonly<Record<string, readonly string[]>> = {
  api: [
    ...records("BatchGetItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PutItem"),
    ...query,
    "Allow s3:PutObject Files/Bucket/imports/*",
    ...DOCUMENTS,
  ],
  web: [
    ...records("BatchGetItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PutItem"),
    ...query,
    "Allow s3:PutObject Files/Bucket/imports/*",
    ...DOCUMENTS,
  ],
  documents: [...records("BatchGetItem", "GetItem", "PutItem"), ...query],
  public: ["BatchGetItem", "GetItem", "Query"].map((action) => `Allow dynamodb:${action} Tables/Releases`),
  projections: [
    ...records("BatchGetItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PutItem"),
    ...query,
    ...stream("ProjectionsStream"),
  ],
  outbox: [
    "Allow events:PutEvents Events/Bus",
    "Allow sqs:SendMessage JobsQueue/Queue",
    ...stream("OutboxStream"),
  ],
  jobs: [
    ...records("BatchGetItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PutItem"),
    ...query,
    ...["ConditionCheckItem", "DeleteItem", "GetItem", "PutItem", "Query"].map(
      (action) => `Allow dynamodb:${action} Tables/Releases`,
    ),
    "Allow s3:GetObject Files/Bucket/imports/*",
    "Allow s3:ListBucket Files/Bucket",
    ...["DeleteMessage", "GetQueueAttributes", "ReceiveMessage"].map(
      (action) => `Allow sqs:${action} JobsQueue/Queue`,
    ),
  ],
  reminders: [
    ...records("BatchGetItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PutItem"),
    ...query,
    ...["GetQueueAttributes", "GetQueueUrl", "SendMessage"].map(
      (action) => `Allow sqs:${action} Daily/Failures`,
    ),
  ],
};

describe("a function may do what it needs and nothing else", () => {
  test.each(Object.entries(RIGHTS))("%s", (name, expected) => {
    const log = functionNamed(stack, name).node.path.replace("Throughline/", "");
    const own = ["CreateLogStream", "PutLogEvents"].map((action) => `Allow logs:${action} ${log}/Logs`);
    expect(rightsOf(stack, name)).toEqual([...expected, ...own, ...TRACES].sort());
  });

  test.each([
    [{ mailSender: "reminders@example.org" }, "reminders@example.org"],
    [{ mailSender: "Throughline <reminders@example.org>" }, "reminders@example.org"],
    [{ mailSender: "reminders@example.org", mailIdentity: "example.org" }, "example.org"],
  ])(
    "reminders, where a stage has a sender, may also send as its identity, which is one: %o",
    (settings, identity) => {
      const without = rightsOf(stack, "reminders");
      const added = rightsOf(synthesise(settings), "reminders").filter((right) => !without.includes(right));
      expect(added).toEqual([
        `Allow ses:SendEmail arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/${identity}`,
      ]);
    },
  );

  test("every function of the stack is in this list", () => {
    expect([...stack.functions.keys()].sort()).toEqual(Object.keys(RIGHTS).sort());
  });

  test("nothing is granted beside these policies: no managed one, and no role of two functions", () => {
    const roles = [...stack.functions.values()].map((one) => resourceOf(stack, one.role));
    expect(roles.map((role) => role.properties.ManagedPolicyArns ?? [])).toEqual(roles.map(() => []));
    expect(roles.map((role) => role.properties.Policies ?? [])).toEqual(roles.map(() => []));
    expect(new Set(roles.map((role) => role.id)).size).toBe(Object.keys(RIGHTS).length);
  });

  test("what the public function may touch is the releases table, its log and its traces", () => {
    const resources = new Set(rightsOf(stack, "public").map((right) => right.split(" ")[2]));
    expect([...resources].sort()).toEqual(["*", "Requests/Public/Logs", "Tables/Releases"]);
  });

  test("nobody may scan a table", () => {
    const rights = [...stack.functions.keys()].flatMap((name) => rightsOf(stack, name));
    expect(rights.filter((right) => /dynamodb:(\*|Scan|PartiQL)/.test(right))).toEqual([]);
  });
});

function records(...actions: string[]): string[] {
  return actions.map((action) => `Allow dynamodb:${action} Tables/Records`);
}

function stream(consumer: string): string[] {
  const actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
  return [
    ...actions.map((action) => `Allow dynamodb:${action} Tables/Records.StreamArn`),
    `Allow sqs:SendMessage ${consumer}/Failures`,
  ];
}
