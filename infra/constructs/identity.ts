import { Aws, Duration, Fn, RemovalPolicy } from "aws-cdk-lib";
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { Stage } from "../config.ts";
import { acknowledge } from "./acknowledge.ts";

export type IdentityProps = {
  readonly stage: Stage;
  /** Where people come back to after signing in and out. */
  readonly origin: string;
};

/** How functions know the issuer of tokens, and the pages where people sign in. */
export type TokenSettings = Readonly<Record<"TOKEN_ISSUER" | "TOKEN_KEYS_URL" | "TOKEN_AUDIENCE", string>>;
export type SignInSettings = Readonly<Record<"AUTHORIZE_URL" | "TOKEN_URL" | "SIGN_OUT_URL", string>>;

/** Who people are: a pool of invited people and one client, the product's pages, by authorization code with PKCE. */
export class Identity extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly tokens: TokenSettings;
  readonly signIn: SignInSettings;

  constructor(scope: Construct, id: string, { stage, origin }: IdentityProps) {
    super(scope, id);
    this.pool = makePool(this, stage);
    this.client = makeClient(this.pool, { stage, origin });
    const domain = this.pool.addDomain("SignInPages", {
      cognitoDomain: { domainPrefix: `throughline-${stage.stage}-${stackSuffix()}` },
    });
    const issuer = `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${this.pool.userPoolId}`;
    const keys = stage.keySetOrigin ? `${stage.keySetOrigin}/${this.pool.userPoolId}` : issuer;
    const pages = stage.signInOrigin ?? domain.baseUrl();
    this.tokens = {
      TOKEN_ISSUER: issuer,
      TOKEN_KEYS_URL: `${keys}/.well-known/jwks.json`,
      TOKEN_AUDIENCE: this.client.userPoolClientId,
    };
    this.signIn = {
      AUTHORIZE_URL: `${pages}/oauth2/authorize`,
      TOKEN_URL: `${pages}/oauth2/token`,
      SIGN_OUT_URL: `${pages}/logout`,
    };
  }
}

function makePool(scope: Construct, stage: Stage): UserPool {
  const pool = new UserPool(scope, "People", {
    // People are invited; nobody makes an account of their own.
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    standardAttributes: { email: { required: true, mutable: true } },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
    },
    mfa: stage.passwordSignIn ? Mfa.OPTIONAL : Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    featurePlan: FeaturePlan.ESSENTIALS,
    deletionProtection: stage.keepData,
    removalPolicy: stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  acknowledge(
    pool,
    "AwsSolutions-COG8",
    "Accounts are made by invitation and need a second factor; the Plus plan's risk scoring is paid by the person.",
  );
  if (stage.passwordSignIn)
    acknowledge(
      pool,
      "AwsSolutions-COG2",
      "A test stage: its suite signs in by program. No other stage may.",
    );
  return pool;
}

function makeClient(pool: UserPool, { stage, origin }: IdentityProps): UserPoolClient {
  return pool.addClient("Pages", {
    // A public client: PKCE binds a code to its asker, and there is no secret to keep.
    generateSecret: false,
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: [`${origin}/sign-in/callback`],
      logoutUrls: [`${origin}/`],
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    authFlows: { userPassword: stage.passwordSignIn, adminUserPassword: stage.passwordSignIn },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    idTokenValidity: Duration.hours(1),
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(1),
  });
}

/**
 * Twelve characters that set this stack apart from any other in the world, as the prefix of sign-in pages must be: the end
 * of the identifier CloudFormation gave the stack. The account's number would do too, but tells it to everyone.
 */
function stackSuffix(): string {
  const identifier = Fn.select(2, Fn.split("/", Aws.STACK_ID));
  return Fn.select(4, Fn.split("-", identifier));
}
