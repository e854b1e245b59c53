/** So many commitments are bound into one board book at most: their reports are read side by side and set in one answer. */
export const MOST_IN_A_BOARD_BOOK = 12;
