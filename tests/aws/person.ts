import { randomBytes } from "node:crypto";
import * as z from "zod";
import { call } from "./aws-call.ts";
import type { Outputs } from "./deployment.ts";
import type { Emulator } from "./emulator.ts";

const SignedInSchema = z.object({ AuthenticationResult: z.object({ IdToken: z.string().min(1) }) });

/** Makes an account in the user pool whose e-mail address counts as verified, signs it in, and answers its id token. */
export async function signInAs(emulator: Emulator, outputs: Outputs, email: string): Promise<string> {
  const password = `Aa1!${randomBytes(16).toString("base64url")}`;
  const user = { UserPoolId: outputs.UserPoolId, Username: email };
  await cognito(emulator, "AdminCreateUser", {
    ...user,
    MessageAction: "SUPPRESS",
    UserAttributes: [
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
    ],
  });
  await cognito(emulator, "AdminSetUserPassword", { ...user, Password: password, Permanent: true });
  const answer = await cognito(emulator, "InitiateAuth", {
    ClientId: outputs.UserPoolClientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  return SignedInSchema.parse(answer).AuthenticationResult.IdToken;
}

async function cognito(emulator: Emulator, action: string, input: unknown): Promise<unknown> {
  const answer = await call(emulator, {
    service: "cognito-idp",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify(input),
  });
  return answer === "" ? {} : JSON.parse(answer);
}
