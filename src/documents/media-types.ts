/** The kinds of document we know by name: their label for people and the endings they may honestly have. */
export interface MediaType {
  readonly mediaType: string;
  readonly label: string;
  readonly endings: readonly string[];
}

const TYPES: readonly MediaType[] = [
  { mediaType: 'application/pdf', label: 'PDF', endings: ['pdf'] },
  { mediaType: 'message/rfc822', label: 'Email', endings: ['eml', 'mht', 'mhtml'] },
  { mediaType: 'application/vnd.ms-outlook', label: 'Email (Outlook)', endings: ['msg'] },
  { mediaType: 'application/mbox', label: 'Mailbox', endings: ['mbox', 'mbx'] },
  { mediaType: 'text/csv', label: 'Table (CSV)', endings: ['csv', 'txt', 'dat'] },
  { mediaType: 'text/tab-separated-values', label: 'Table (TSV)', endings: ['tsv', 'tab', 'txt', 'csv'] },
  { mediaType: 'text/plain', label: 'Text', endings: ['txt', 'text', 'md', 'log', 'asc', ''] },
  { mediaType: 'text/html', label: 'Web page', endings: ['html', 'htm', 'xhtml'] },
  { mediaType: 'image/svg+xml', label: 'Drawing (SVG)', endings: ['svg'] },
  { mediaType: 'application/xml', label: 'XML', endings: ['xml'] },
  { mediaType: 'application/json', label: 'JSON', endings: ['json', 'geojson', 'har', 'res', 'txt'] },
  {
    mediaType: 'application/x-ndjson',
    label: 'JSON lines',
    endings: ['ndjson', 'jsonl', 'json', 'log', 'txt'],
  },
  { mediaType: 'text/calendar', label: 'Calendar', endings: ['ics'] },
  { mediaType: 'application/rtf', label: 'Rich text', endings: ['rtf', 'doc'] },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    label: 'Word',
    endings: ['docx'],
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    label: 'Spreadsheet',
    endings: ['xlsx'],
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.template',
    label: 'Spreadsheet template',
    endings: ['xltx'],
  },
  {
    mediaType: 'application/vnd.ms-excel.sheet.macroenabled.12',
    label: 'Spreadsheet with macros',
    endings: ['xlsm'],
  },
  {
    mediaType: 'application/vnd.ms-excel.template.macroenabled.12',
    label: 'Spreadsheet template with macros',
    endings: ['xltm'],
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    label: 'Presentation',
    endings: ['pptx'],
  },
  { mediaType: 'application/vnd.oasis.opendocument.text', label: 'OpenDocument text', endings: ['odt'] },
  {
    mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
    label: 'OpenDocument spreadsheet',
    endings: ['ods'],
  },
  {
    mediaType: 'application/x-office-encrypted',
    label: 'Office file (encrypted)',
    endings: ['docx', 'xlsx', 'pptx'],
  },
  {
    mediaType: 'application/x-office-legacy',
    label: 'Office 97–2003',
    endings: ['doc', 'xls', 'ppt', 'dot', 'msi'],
  },
  { mediaType: 'application/vnd.ms-tnef', label: 'Outlook package (winmail.dat)', endings: ['dat', 'tnef'] },
  { mediaType: 'application/zip', label: 'Archive (ZIP)', endings: ['zip'] },
  { mediaType: 'image/jpeg', label: 'Image (JPEG)', endings: ['jpg', 'jpeg', 'jpe'] },
  { mediaType: 'image/png', label: 'Image (PNG)', endings: ['png'] },
  { mediaType: 'image/gif', label: 'Image (GIF)', endings: ['gif'] },
  { mediaType: 'image/webp', label: 'Image (WebP)', endings: ['webp'] },
  { mediaType: 'image/tiff', label: 'Image (TIFF)', endings: ['tif', 'tiff'] },
  { mediaType: 'image/avif', label: 'Image (AVIF)', endings: ['avif'] },
  { mediaType: 'image/heic', label: 'Image (HEIC)', endings: ['heic', 'heif'] },
  { mediaType: 'image/bmp', label: 'Image (BMP)', endings: ['bmp'] },
  { mediaType: 'application/vnd.tcpdump.pcap', label: 'Packet capture', endings: ['pcap', 'cap', 'pcapng'] },
];

/** Workbooks of Excel 2007 and later, their templates and those with macros. */
export const WORKBOOK_TYPES = [
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.template',
  'application/vnd.ms-excel.sheet.macroenabled.12',
  'application/vnd.ms-excel.template.macroenabled.12',
] as const;

export function isWorkbook(mediaType: string | null): boolean {
  return WORKBOOK_TYPES.some((type) => type === mediaType);
}

const EMPTY: MediaType = { mediaType: 'application/x-empty', label: 'Empty file', endings: [] };
const UNKNOWN: MediaType = { mediaType: 'application/octet-stream', label: 'Unknown file', endings: [] };

/** The kind by its media type; a kind we do not know is called after itself. */
export function mediaTypeNamed(mediaType: string): MediaType {
  if (mediaType === EMPTY.mediaType) return EMPTY;
  const known = TYPES.find((type) => type.mediaType === mediaType);
  return known ?? { ...UNKNOWN, mediaType };
}

/** The ending of a file name, lower case, without the dot; '' when there is none. */
export function endingOf(name: string): string {
  const match = /\.([^./\\]+)$/.exec(name.trim());
  return match?.[1]?.toLowerCase() ?? '';
}
