import { burn } from '@kenjiuno/msgreader/lib/Burner.js';

export interface OutlookFile {
  readonly subject: string;
  readonly body?: string;
  readonly html?: Uint8Array;
  /** The internet header as the mail server had it; without it Outlook's own time is the only one. */
  readonly headers?: string;
  readonly from?: { readonly name: string; readonly address: string };
  readonly rtf?: Uint8Array;
  /** The code page of `html`. */
  readonly codePage?: number;
  /** `IPM.Note` where it is a mail. */
  readonly messageClass?: string;
  readonly recipients?: readonly OutlookRecipient[];
  /** Further properties in words, by their ids: `1042`. */
  readonly more?: Readonly<Record<string, string>>;
}

export interface OutlookRecipient {
  readonly address: string;
  readonly supplementaryInfo?: string;
}

const ROOT = 5;
const STORAGE = 1;
const DOCUMENT = 2;

/** An Outlook message (MS-OXMSG): a container of one stream for each property. */
export function outlookFile({
  subject,
  body,
  html,
  headers,
  from = { name: 'Randal', address: 'randal@verizon.example' },
  rtf,
  codePage,
  messageClass = 'IPM.Note',
  recipients = [],
  more = {},
}: OutlookFile): Uint8Array {
  const streams: readonly (readonly [string, Uint8Array])[] = [
    ['__properties_version1.0', properties(codePage)],
    ['__substg1.0_001A001F', utf16(messageClass)],
    ['__substg1.0_0037001F', utf16(subject)],
    ['__substg1.0_0C1A001F', utf16(from.name)],
    ['__substg1.0_5D01001F', utf16(from.address)],
    ...(body === undefined ? [] : [['__substg1.0_1000001F', utf16(body)] as const]),
    ...(html === undefined ? [] : [['__substg1.0_10130102', html] as const]),
    ...(rtf === undefined ? [] : [['__substg1.0_10090102', rtf] as const]),
    ...(headers === undefined ? [] : [['__substg1.0_007D001F', utf16(headers)] as const]),
    ...Object.entries(more).map(([id, words]) => [`__substg1.0_${id}001F`, utf16(words)] as const),
  ];
  const storages = recipients.map((one, index) => ({
    name: `__recip_version1.0_#${String(index).padStart(8, '0')}`,
    streams: [
      ['__properties_version1.0', Buffer.alloc(8)],
      ['__substg1.0_3001001F', utf16(one.address)],
      ['__substg1.0_39FE001F', utf16(one.address)],
      ...(one.supplementaryInfo ? [['__substg1.0_0C1B001F', utf16(one.supplementaryInfo)] as const] : []),
    ] as const,
  }));
  const entries: Parameters<typeof burn>[0] = [];
  const add = ([name, content]: readonly [string, Uint8Array]): number =>
    entries.push({
      ...{ name, type: DOCUMENT, length: content.length },
      binaryProvider: () => new Uint8Array(content),
    });
  const own = streams.map(add);
  const folders = storages.map(({ name, streams: within }) => {
    const children = within.map(add);
    return entries.push({ name, type: STORAGE, length: 0, children });
  });
  return burn([{ name: 'Root Entry', type: ROOT, length: 0, children: [...own, ...folders] }, ...entries]);
}

/** A header of 32 bytes, then 16 for each property of fixed size. */
function properties(codePage: number | undefined): Uint8Array {
  const bytes = Buffer.alloc(codePage === undefined ? 32 : 48);
  if (codePage !== undefined) {
    bytes.writeUInt32LE(0x3fde0003, 32);
    bytes.writeUInt32LE(6, 36);
    bytes.writeUInt32LE(codePage, 40);
  }
  return bytes;
}

function utf16(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le');
}
