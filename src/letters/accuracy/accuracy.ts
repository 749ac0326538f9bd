/** What became of the demands proposed for letters whose list a person confirmed as complete. */
export interface Tally {
  /** Demands on the confirmed list, without those entered in error. */
  readonly demands: number;
  /** Of them: proposed by the words, as entered or with changes. */
  readonly found: number;
  /** Of the proposals: entered as they stood, entered with changes (split and merged ones too), turned down. */
  readonly right: number;
  readonly edited: number;
  readonly rejected: number;
}

export interface TallyShown extends Tally {
  readonly missed: number;
  /** Found of the demands, and right of the proposals, per cent; null where there are none. */
  readonly foundShare: number | null;
  readonly rightShare: number | null;
}

export const NONE: Tally = { demands: 0, found: 0, right: 0, edited: 0, rejected: 0 };

export function shownTally(tally: Tally): TallyShown {
  const proposals = tally.right + tally.edited + tally.rejected;
  return {
    ...tally,
    missed: tally.demands - tally.found,
    foundShare: shareOf(tally.found, tally.demands),
    rightShare: shareOf(tally.right, proposals),
  };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      demands: sum.demands + one.demands,
      found: sum.found + one.found,
      right: sum.right + one.right,
      edited: sum.edited + one.edited,
      rejected: sum.rejected + one.rejected,
    }),
    NONE,
  );
}

/** Rounded down, so that 100 % says all. */
function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part / whole) * 100);
}
