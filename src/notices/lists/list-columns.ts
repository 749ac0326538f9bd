/** What a column of a list may be, with the words for pages and the names it usually has. */
export const LIST_FIELDS = {
  notice: { words: 'notice id', names: ['notice_id', 'notice', 'delivery_id'] },
  account: { words: 'account', names: ['account', 'account_id', 'account_pseudonym'] },
  network: { words: 'network', names: ['network', 'isp', 'provider'] },
  shown: {
    words: 'shown at',
    names: ['shown_at', 'first_shown_at_utc', 'first_shown_at', 'delivered_at', 'sent_at'],
  },
  variant: { words: 'message variant', names: ['variant', 'message_text_id', 'text_id', 'message_id'] },
} as const;

export type ListField = keyof typeof LIST_FIELDS;

/** Without these a row is no delivery. */
export const NEEDED = ['account', 'network', 'shown'] as const satisfies readonly ListField[];

/** Which column of a list is what, by its name; null where the list has none. */
export type ListColumns = Readonly<Record<ListField, string | null>>;

/** What the names of the columns say by themselves. */
export function proposeColumns(columns: readonly string[]): ListColumns {
  const named = (field: ListField): string | null =>
    LIST_FIELDS[field].names
      .map((known) => columns.find((column) => plain(column) === known))
      .find((column) => column !== undefined) ?? null;
  return {
    notice: named('notice'),
    account: named('account'),
    network: named('network'),
    shown: named('shown'),
    variant: named('variant'),
  };
}

/** `Shown at` and `shown-at` are `shown_at`. */
function plain(column: string): string {
  return column
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, '_');
}
