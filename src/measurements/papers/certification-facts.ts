/** What the record of the file says about the files a certification would speak of. */
export interface CertificationFacts {
  readonly matter: string;
  readonly zone: string;
  /** ISO instant at which the draft was made. */
  readonly draftedAt: string;
  readonly draftedBy: string;
  readonly software: string;
  readonly run: { readonly number: number; readonly resultHash: string };
  /** Runs made again with the same method and files, and whether they came out equal. */
  readonly repeats: readonly { readonly number: number; readonly isEqual: boolean }[];
  readonly files: readonly CertifiedFile[];
}

export interface CertifiedFile {
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly receivedAt: string;
  readonly custodian: string;
  readonly source: string;
  readonly format: string;
  /** Whether the stored bytes had the SHA-256 of their arrival when the draft was made. */
  readonly isWhole: boolean;
  readonly chain: readonly CustodyFact[];
}

export interface CustodyFact {
  readonly holder: string;
  readonly what: string;
  /** A day, or an instant. */
  readonly from: string;
  readonly sha256: string;
  readonly recordedBy: string;
}
