/** A list item ends a paragraph: what follows it is none of the list. */
const ITEM = /^\s*(?:[-•*–]|\(?[\p{L}\d]{1,3}[.)])\s/u;
/** `by 20 June`, `within ten days`: when, without what. */
const ONLY_WHEN =
  /^(?:by|on|within|before|until|from|no later than|not later than|at the latest by|as of)\s.*\d/is;

/**
 * The words of a response with what it promises, as their last sentence; as they are where they say it themselves.
 * What only says when completes the last sentence.
 */
export function withPromise(words: string, promise: string): string {
  const promised = promise.trim();
  if (promised === '' || plain(words).includes(plain(promised))) return words;
  const said = words.trimEnd();
  const lines = said.split('\n');
  if (ONLY_WHEN.test(promised) && /^\p{Ll}/u.test(promised) && /[^.!?:;]\.?$/.test(said))
    return `${said.replace(/\.$/, '')} ${ended(promised)}`;
  const sentence = ended(promised.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()));
  if (ITEM.test(lines.at(-1) ?? '')) return `${said}\n\n${sentence}`;
  return `${ended(said)} ${sentence}`;
}

/** A sentence with a sign at its end. */
function ended(words: string): string {
  return /[.!?:;][”’"')\]]*$/.test(words) ? words : `${words}.`;
}

function plain(words: string): string {
  return words.replace(/\s+/g, ' ').trim().replace(/\.$/, '').toLowerCase();
}
