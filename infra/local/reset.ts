import { PROJECT } from "./project-folders.ts";
import { removeData } from "./remove-data.ts";
import { SetupError } from "./setup-error.ts";

try {
  console.log(await removeData(PROJECT.dataDir));
} catch (error) {
  console.error(error instanceof SetupError ? `\n${error.message}\n` : error);
  process.exit(1);
}
