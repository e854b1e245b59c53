import { RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Stage } from "../config.ts";
import { acknowledge } from "./acknowledge.ts";

/** What one API Gateway lets through a second, over all callers: a bound on cost, well above the product's use. */
const THROTTLE = { rateLimit: 200, burstLimit: 400 };

/** One line a request. No address of a person: who asked is in the change history, by principal. */
const ACCESS_LOG = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  method: "$context.httpMethod",
  route: "$context.routeKey",
  path: "$context.path",
  status: "$context.status",
  bytes: "$context.responseLength",
  milliseconds: "$context.responseLatency",
  integrationError: "$context.integrationErrorMessage",
};

export type HttpFunctions = { readonly api: IFunction; readonly web: IFunction; readonly public: IFunction };

/** The one way in from outside. The stage is `$default`: any other would be a prefix of every path. */
export class PublicHttpApi extends Construct {
  readonly api: HttpApi;
  /** Its own origin at AWS. */
  readonly endpoint: string;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", { apiName: `throughline-${stage.stage}`, createDefaultStage: false });
    this.endpoint = this.api.apiEndpoint;
    const accessLog = new LogGroup(this, "AccessLog", {
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: THROTTLE,
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }

  /** Leads `/v1` to the API, what everyone may read to the public function, and all else to the pages. */
  lead(functions: HttpFunctions): void {
    const [api, web, open] = [
      new HttpLambdaIntegration("Api", functions.api),
      new HttpLambdaIntegration("Web", functions.web),
      new HttpLambdaIntegration("Public", functions.public),
    ];
    this.#route("/v1/{proxy+}", [HttpMethod.ANY], api);
    for (const path of ["/v1/docs", "/v1/openapi.json", "/open", "/open/{proxy+}"])
      this.#route(path, [HttpMethod.GET], open);
    this.#route("$default", undefined, web);
  }

  #route(path: string, methods: HttpMethod[] | undefined, integration: HttpLambdaIntegration): void {
    const routes =
      methods === undefined
        ? []
        : this.api.addRoutes({ path, methods, integration, authorizer: new HttpNoneAuthorizer() });
    for (const route of routes)
      acknowledge(
        route,
        "AwsSolutions-APIG4",
        "API keys and tokens are both checked in the function, by one permission table; what is public needs neither.",
      );
  }
}
