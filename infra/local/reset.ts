import { PROJECT } from "./project-folders.ts";
import { removeData } from "./remove-data.ts";
import { fail } from "./run.ts";

try {
  console.log(await removeData(PROJECT.dataDir));
} catch (error) {
  fail(error);
}
