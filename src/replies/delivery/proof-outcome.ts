/** What became of a proof: it counts, or it is kept and says why it does not. */
export interface ProofOutcome {
  readonly isProof: boolean;
  /** It counts, and something about it does not fit: a person should look. */
  readonly isDoubtful?: boolean;
  readonly text: string;
  readonly metDates: number;
}

export interface MatterOfProof {
  readonly id: string;
  readonly zone: string;
}

export function refused(text: string): ProofOutcome {
  return { isProof: false, text, metDates: 0 };
}
