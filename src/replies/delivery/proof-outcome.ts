/** What became of a proof: it counts, or it is kept and says why it does not. */
export interface ProofOutcome {
  readonly isProof: boolean;
  /** It counts, and something about it does not fit: a person should look. */
  readonly isDoubtful?: boolean;
  /** It proves nothing and stands nowhere else: the page keeps it with the reason. */
  readonly isSetAside?: boolean;
  readonly text: string;
  readonly metDates: number;
}

export interface MatterOfProof {
  readonly id: string;
  readonly zone: string;
}

/** Kept, with the reason why it proves nothing. */
export function refused(text: string): ProofOutcome {
  return { isProof: false, isSetAside: true, text, metDates: 0 };
}

/** It is no proof, and what it is stands on record already. */
export function told(text: string): ProofOutcome {
  return { isProof: false, text, metDates: 0 };
}
