/** What became of a proof: it counts, or it is kept and says why it does not. */
export interface ProofOutcome {
  readonly isProof: boolean;
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
