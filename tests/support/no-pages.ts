const noPage = (): never => {
  throw new Error("No page is rendered here.");
};
const noDocument = (): never => {
  throw new Error("No document is kept here.");
};

/** For an API that is asked for no page and keeps no document. */
export const NO_PAGES = {
  renderReport: noPage,
  renderReportDocument: noPage,
  renderAwardLetter: noPage,
  renderScorecard: noPage,
  documents: {
    presignUpload: noDocument,
    presignDownload: noDocument,
    identify: noDocument,
    remove: noDocument,
  },
};
