/** An item of evidence linked to a demand; handed in by the evidence, which comes after. */
export interface LinkedItem {
  readonly id: string;
  /** `R-0003` */
  readonly number: string;
  readonly title: string;
  readonly isPrivileged: boolean;
  /** Of its document; null where they are not known. */
  readonly pages: number | null;
}
