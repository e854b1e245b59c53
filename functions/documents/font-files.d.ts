/** A font's file: what an import of it gives is the file's name in the bundle, seen from the file that imports it. */
declare module "*.ttf" {
  const path: string;
  export default path;
}
