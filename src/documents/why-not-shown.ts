import { isWorkbook } from './media-types.js';

const NOT_SHOWN: Readonly<Record<string, string>> = {
  'application/x-office-legacy':
    'A file of Office 97–2003: it is kept for download; save it as .docx, .xlsx or PDF to show it.',
  'application/x-office-encrypted': 'The Office file is encrypted; it needs a password.',
  'application/vnd.ms-excel.sheet.binary.macroenabled.12':
    'A binary workbook (XLSB): it is kept for download; save it as .xlsx in Excel to show it.',
  'application/vnd.oasis.opendocument.spreadsheet':
    'An OpenDocument spreadsheet: it is kept for download; save it as .xlsx or PDF to show it.',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation':
    'A presentation: it is kept for download; save it as PDF to show it.',
  'application/vnd.oasis.opendocument.text':
    'An OpenDocument text: it is kept for download; save it as PDF to show it.',
  'application/mbox':
    'A mailbox of several messages: dropped among the letters, its messages can be chosen from a list.',
  'application/vnd.ms-tnef':
    'Outlook packed what came with the mail into this winmail.dat, which is not opened: ask its sender to send the files again, with the mail as plain text or HTML.',
  'application/zip': 'An archive: it is kept for download; add the files inside it one by one.',
  'image/svg+xml': 'A drawing that can carry scripts: it is kept for download only.',
  'application/x-empty': 'The file has 0 bytes.',
};

/** Why documents of this type are kept and not shown, in one sentence; null for the types we show. */
export function whyNotShown(mediaType: string): string | null {
  const reason = NOT_SHOWN[mediaType];
  if (reason !== undefined) return reason;
  const isShown =
    /^(text|image)\//.test(mediaType) ||
    ['application/pdf', 'message/rfc822', 'application/vnd.ms-outlook', 'application/json'].includes(
      mediaType,
    ) ||
    ['application/x-ndjson', 'application/xml', 'application/rtf'].includes(mediaType) ||
    isWorkbook(mediaType) ||
    mediaType.endsWith('wordprocessingml.document');
  return isShown ? null : 'Files of this kind are kept for download and not shown.';
}
