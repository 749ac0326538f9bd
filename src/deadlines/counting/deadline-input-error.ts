/** What was asked cannot be counted; the message is one sentence a person can act on, `field` the input it is about. */
export class DeadlineInputError extends RangeError {
  override name = 'DeadlineInputError';
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
