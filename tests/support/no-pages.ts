/** For an API that is asked for no page. */
export const NO_PAGES = {
  renderReport: (): never => {
    throw new Error("No page is rendered here.");
  },
};
