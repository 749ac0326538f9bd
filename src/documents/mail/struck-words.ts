/** Said of words whose striking is lost with the layout: whoever reads them set anew must know. */
export const STRUCK =
  'It has words that are struck through; set without the layout they look like any other. Compare them with the original.';
const STRUCK_IN_HTML =
  /<(?:s|strike|del)\b[^>]*>\s*[^<\s]|text-decoration(?:-line)?\s*:\s*[^;"'>]*line-through/i;

/** What is to be known of struck words in HTML; none where there are none. */
export function struckIn(html: string): string[] {
  return STRUCK_IN_HTML.test(html) ? [STRUCK] : [];
}
