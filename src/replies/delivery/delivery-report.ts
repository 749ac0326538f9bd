/** What a report about an earlier mail says of it. */
export type ReportKind = 'receipt' | 'bounce' | 'delay';

/** A report as far as it can be matched: what it says, of which message, to which addresses. */
export interface DeliveryReport {
  readonly kind: ReportKind;
  /** Message-IDs that it names, in angle brackets. */
  readonly about: readonly string[];
  /** Addresses that it reports on, in lower case. */
  readonly addresses: readonly string[];
  /** Why it did not arrive, in the server's words; '' where it says none. */
  readonly why: string;
}

/** What the server did, by the field made for it (RFC 3464, 2.3.3); a failure for one recipient counts before the rest. */
function actionIn(words: string): string | null {
  const actions = [...words.matchAll(/\bAction:\s*(failed|delayed|delivered|relayed|expanded)\b/gi)].map(
    ([, action = '']) => action.toLowerCase(),
  );
  return actions.find((one) => one === 'failed') ?? actions[0] ?? null;
}

/**
 * True when a delivery report says that the message did not arrive. A warning that it is delayed says much the same in
 * its sentences; where the report names an action, that alone counts.
 */
export function saysNotDelivered(words: string): boolean {
  const action = actionIn(words);
  if (action !== null) return action === 'failed';
  return /\bStatus:\s*5\.\d|\bundeliver(ed|able)\b|delivery (has |to .{1,200} )?failed|could ?n[o']t be delivered/i.test(
    words,
  );
}

/**
 * Reads the words of a report: RFC 3464 (delivery status) and RFC 8098 (read receipt). `about` are the Message-IDs
 * that its headers and attached messages name. Null where it says nothing of either kind.
 */
export function readReport(words: string, about: readonly string[]): DeliveryReport | null {
  const kind = kindOf(words);
  if (kind === null) return null;
  const named = [...words.matchAll(/\b(?:Original-)?Message-ID:\s*(<[^<>\s]{1,998}>)/gi)].map(
    ([, id = '']) => id,
  );
  const addresses = [
    ...words.matchAll(
      /^\s*(?:Final|Original)-Recipient:\s*(?:rfc822|utf-8)?\s*;?\s*<?([^\s<>;]+@[^\s<>;]+)>?/gim,
    ),
  ].map(([, address = '']) => address.toLowerCase());
  const why = /^\s*Diagnostic-Code:\s*(.{1,500})$/im.exec(words)?.[1]?.trim() ?? '';
  return { kind, about: [...new Set([...about, ...named])], addresses: [...new Set(addresses)], why };
}

function kindOf(words: string): ReportKind | null {
  if (saysNotDelivered(words)) return 'bounce';
  const action = actionIn(words);
  if (action === 'delivered' || /\bDisposition:[^\n]*;\s*displayed\b/i.test(words)) return 'receipt';
  return action === null ? null : 'delay';
}
