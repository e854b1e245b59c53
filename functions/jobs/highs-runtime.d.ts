/** The binary of the solver: what an import of it gives is its file's name in the bundle, seen from the file that imports it. */
declare module "highs/runtime" {
  const path: string;
  export default path;
}
