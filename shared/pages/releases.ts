/** The pages of what is published, for the function that everybody may read. Only bundles and tests read it: it leads to JSX. */

export { renderCheck } from "./release-check-page.tsx";
export type { Chosen } from "./release-explore-form.tsx";
export { renderExplorer } from "./release-explore-page.tsx";
export { renderIndicator } from "./release-indicator-page.tsx";
export { renderReleases } from "./release-list-page.tsx";
export { renderRelease } from "./release-page.tsx";
