/** Something that is not as it was made; the message is the sentence to show. */
export class Difference extends Error {
  override name = 'Difference';
}
