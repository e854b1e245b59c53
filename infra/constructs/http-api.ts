import { RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { DOCUMENT_PATHS } from "../../functions/documents/paths.ts";
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

/** The functions behind the routes. */
export type HttpHandlers = {
  readonly api: IFunction;
  readonly web: IFunction;
  readonly public: IFunction;
  readonly documents: IFunction;
};

/** The one way in from outside. The stage is `$default`: any other would be a prefix of every path. */
export class Entrance extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", { apiName: `throughline-${stage.stage}`, createDefaultStage: false });
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

  /** Leads `/v1` to the API, what of it is a PDF or a chart to the function that makes these, what everyone may read to the public function, and all else to the pages. */
  lead(functions: HttpHandlers): void {
    const api = new HttpLambdaIntegration("Api", functions.api);
    const open = new HttpLambdaIntegration("Public", functions.public);
    const documents = new HttpLambdaIntegration("Documents", functions.documents);
    this.#route("ApiRoute", { key: HttpRouteKey.with("/v1/{proxy+}", HttpMethod.ANY), to: api });
    this.#route("DocsRoute", { key: HttpRouteKey.with("/v1/docs", HttpMethod.GET), to: open });
    this.#route("OpenApiRoute", { key: HttpRouteKey.with("/v1/openapi.json", HttpMethod.GET), to: open });
    this.#route("OpenRoute", { key: HttpRouteKey.with("/open", HttpMethod.GET), to: open });
    this.#route("OpenPagesRoute", { key: HttpRouteKey.with("/open/{proxy+}", HttpMethod.GET), to: open });
    for (const [id, path] of Object.entries(DOCUMENT_PATHS))
      this.#route(`${id}Route`, { key: HttpRouteKey.with(`/v1${path}`, HttpMethod.GET), to: documents });
    this.#route("PagesRoute", {
      key: HttpRouteKey.DEFAULT,
      to: new HttpLambdaIntegration("Web", functions.web),
    });
  }

  #route(id: string, { key, to }: { key: HttpRouteKey; to: HttpLambdaIntegration }): void {
    const route = new HttpRoute(this, id, { httpApi: this.api, routeKey: key, integration: to });
    acknowledge(
      route,
      "AwsSolutions-APIG4",
      "The functions themselves check keys and tokens, by one permission table; what is public needs neither.",
    );
  }
}
