/** A workbook that is what it is: the message says why it cannot be read, in one sentence. */
export class WorkbookProblem extends Error {
  override name = 'WorkbookProblem';
  readonly state: 'needs-password' | 'damaged' | 'unsupported';
  constructor(state: 'needs-password' | 'damaged' | 'unsupported', reason: string) {
    super(reason);
    this.state = state;
  }
}
