/** Where this function answers, under `/v1`, always to GET: the entrance leads these here, and all else under `/v1` to the API. */
export const DOCUMENT_PATHS = {
  CommitmentPdf: "/commitments/{commitmentId}/report.pdf",
  BigBetPdf: "/big-bets/{bigBetId}/report.pdf",
  PartnershipPdf: "/partnerships/{partnershipId}/report.pdf",
  StrategyPdf: "/partnerships/{partnershipId}/strategies/{strategyId}/report.pdf",
  PortfolioPdf: "/portfolio/report.pdf",
  CommitmentChart: "/commitments/{commitmentId}/report/charts/{file}",
  BigBetChart: "/big-bets/{bigBetId}/report/charts/{file}",
  PartnershipChart: "/partnerships/{partnershipId}/report/charts/{file}",
  StrategyChart: "/partnerships/{partnershipId}/strategies/{strategyId}/report/charts/{file}",
  PortfolioChart: "/portfolio/report/charts/{file}",
  BoardBook: "/portfolio/board-book.pdf",
} as const;
