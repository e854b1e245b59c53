import { Aws, Duration, Fn, RemovalPolicy, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { Config } from "../config.ts";

export type IdentityProps = {
  readonly config: Config;
  /** Where people come back to after signing in and out. */
  readonly webOrigin: string;
};

/** The addresses and names by which the functions know the issuer of tokens. */
export type TokenSettings = {
  readonly TOKEN_ISSUER: string;
  readonly TOKEN_KEYS_URL: string;
  readonly TOKEN_AUDIENCE: string;
};

export type SignInSettings = {
  readonly AUTHORIZE_URL: string;
  readonly TOKEN_URL: string;
  readonly SIGN_OUT_URL: string;
};

/** Who people are: a user pool, the sign-in page, and the one client (the pages), by authorization code with PKCE. */
export class Identity extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly tokens: TokenSettings;
  readonly signIn: SignInSettings;

  constructor(scope: Construct, id: string, { config, webOrigin }: IdentityProps) {
    super(scope, id);
    this.pool = makePool(this, config);
    this.client = makeClient(this.pool, { config, webOrigin });
    const domain = this.pool.addDomain("SignInPage", {
      cognitoDomain: { domainPrefix: `throughline-${config.stage}-${stackSuffix()}` },
    });
    const pages = config.identityOrigin ?? domain.baseUrl();
    const keys = config.identityOrigin
      ? `${config.identityOrigin}/${this.pool.userPoolId}`
      : this.pool.userPoolProviderUrl;
    this.tokens = {
      TOKEN_ISSUER: this.pool.userPoolProviderUrl,
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

function makePool(scope: Construct, config: Config): UserPool {
  const pool = new UserPool(scope, "People", {
    // People are invited by an organisation; nobody makes an account of their own.
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
    mfa: config.passwordSignIn ? Mfa.OPTIONAL : Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    featurePlan: FeaturePlan.ESSENTIALS,
    deletionProtection: config.keepsData,
    removalPolicy: config.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  Validations.of(pool).acknowledge({
    id: "AwsSolutions-COG8",
    reason:
      "Accounts are made by invitation and need a second factor; the Plus plan's risk scoring costs by the person.",
  });
  if (config.passwordSignIn)
    Validations.of(pool).acknowledge({
      id: "AwsSolutions-COG2",
      reason: "A test stage, whose suite signs in by program. Every other stage demands a second factor.",
    });
  return pool;
}

function makeClient(pool: UserPool, { config, webOrigin }: IdentityProps): UserPoolClient {
  return pool.addClient("Pages", {
    // A public client: the code is bound to its asker by PKCE, and there is no secret to keep.
    generateSecret: false,
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: [`${webOrigin}/sign-in/callback`],
      logoutUrls: [`${webOrigin}/`],
    },
    authFlows: { userPassword: config.passwordSignIn, adminUserPassword: config.passwordSignIn },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    idTokenValidity: Duration.hours(1),
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(1),
  });
}

/**
 * Twelve characters that set this stack apart from any other in the world, as the prefix of a sign-in page must be: the
 * last part of the identifier CloudFormation gave the stack, which unlike the account's number tells nothing.
 */
function stackSuffix(): string {
  const identifier = Fn.select(2, Fn.split("/", Aws.STACK_ID, 3));
  return Fn.select(4, Fn.split("-", identifier, 5));
}
