import { call, form } from "./aws-call.ts";
import type { Emulator } from "./emulator.ts";
import { roleOf } from "./function-role.ts";

/**
 * Lets the outbox send messages in batches. At AWS `sqs:SendMessage` is the permission for both ways of sending, and there is
 * no other; the emulator asks for one that bears the name of the call. Resource and queue policy stay as they are.
 */
export async function allowBatches(emulator: Emulator): Promise<void> {
  const role = await roleOf(emulator, "Outbox");
  const statement = { Effect: "Allow", Action: "sqs:SendMessageBatch", Resource: "*" };
  await call(emulator, {
    service: "iam",
    ...form({
      Action: "PutRolePolicy",
      Version: "2010-05-08",
      RoleName: role.slice(role.lastIndexOf("/") + 1),
      PolicyName: "emulator",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    }),
  });
}
