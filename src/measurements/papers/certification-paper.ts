import type { Block, Run } from '../../pdf/blocks.js';
import { dayText, instantText, isPlainDate } from '../../platform/plain-date.js';
import { countText } from '../charts/words.js';
import type { CertificationFacts, CertifiedFile } from './certification-facts.js';

const OPEN = '______________________________';

/**
 * A draft of the certification that Federal Rules of Evidence 902(13) and (14) ask for, filled in from the record of the
 * file. Only a person who knows can certify: what the record does not say is an open line, and nobody is named for it.
 */
export function certificationBlocks(facts: CertificationFacts): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Certification of electronic records and copies: draft' },
    paragraph(
      'Draft for Federal Rules of Evidence 902(13) and 902(14). It is not signed and certifies nothing. It was filled in from the record of the file; whoever signs must read every line, correct it, fill the open lines and strike what they do not know themselves.',
      true,
    ),
    {
      kind: 'fields',
      rows: [
        { label: 'Matter', value: facts.matter },
        { label: 'Files', value: `those of run ${facts.run.number} of the measurements` },
        { label: 'Drafted by', value: `${facts.draftedBy}, ${instantText(facts.draftedAt, facts.zone)}` },
        { label: 'Software', value: facts.software },
      ],
    },
    heading('Before anyone signs'),
    list([
      'The person who signs must be qualified to do so: for the process (902(13)), someone who knows how the records came to be; for the copies (902(14)), someone who knows how they were made and compared. One person may do both, or each a paper of their own.',
      'The certification must meet the form of Rule 902(11), or of 902(12) where it is made abroad.',
      'Before the trial or hearing, the other side must have reasonable written notice of the intent to offer the record, and the record and the certification must be available for inspection.',
      'This goes to authenticity. Whether a record may be used for what it says is another question, under other rules.',
    ]),
    heading('1. Who certifies'),
    openLines(['Name', 'Position and employer', 'Qualification', 'What they know this from']),
    heading('2. The files'),
    ...facts.files.flatMap((file, index) => fileBlocks(file, index + 1, facts.zone)),
    heading('3. The copies (902(14))'),
    ...copyBlocks(facts),
    heading('4. The process that made the records (902(13))'),
    paragraph(
      'What took the readings is not on the record of the file. Whoever knows it describes it here: the system and its version, when and where it measured, how a reading came to be written down, and how it was checked that the results are accurate.',
    ),
    openLines(['System and version', 'What it measures', 'When and where', 'How it was checked']),
    heading('5. The process that counted them'),
    ...countingBlocks(facts),
    { kind: 'page-break' },
    heading('6. Declaration'),
    paragraph(
      'To be signed under penalty of perjury (28 U.S.C. 1746 gives the form, and another one for a declaration made outside the United States), or under oath.',
    ),
    paragraph(
      'What is declared: that sections 1 to 5, as corrected and filled in, are true to the signer’s own knowledge, for these files:',
    ),
    {
      kind: 'fields',
      rows: facts.files.map(({ fileName, sha256 }) => ({ label: fileName, value: `SHA-256 ${sha256}` })),
    },
    { kind: 'space', points: 24 },
    openLines(['Signature']),
    { kind: 'space', points: 16 },
    openLines(['Name in print', 'Place', 'Date']),
    paragraph('Draft. Not signed.', true),
  ];
}

function fileBlocks(file: CertifiedFile, number: number, zone: string): Block[] {
  return [
    { kind: 'heading', level: 3, text: `File ${number}: ${file.fileName}` },
    {
      kind: 'fields',
      rows: [
        { label: 'SHA-256', value: file.sha256 },
        { label: 'Size', value: `${countText(file.bytes)} bytes` },
        { label: 'Format', value: file.format },
        { label: 'Received', value: instantText(file.receivedAt, zone) },
        { label: 'Custodian', value: file.custodian === '' ? `not on record ${OPEN}` : file.custodian },
        { label: 'Comes from', value: file.source === '' ? `not on record ${OPEN}` : file.source },
      ],
    },
    {
      kind: 'table',
      columns: ['From', 'Held by', 'What was done', 'SHA-256 at the time', 'Recorded by'],
      rows: file.chain.map(({ from, holder, what, sha256, recordedBy }) => [
        isPlainDate(from) ? dayText(from) : instantText(from, zone),
        holder,
        what,
        sha256 === file.sha256 ? 'as above' : sha256,
        recordedBy,
      ]),
    },
  ];
}

function copyBlocks({ files, draftedAt, zone }: CertificationFacts): Block[] {
  const changed = files.filter(
    ({ isWhole, chain, sha256 }) => !isWhole || chain.some((entry) => entry.sha256 !== sha256),
  );
  return [
    paragraph(
      'Each file was hashed with SHA-256 as its bytes arrived, and stored under that hash; the stored bytes are hashed again before they are shown, counted or copied. Two files with the same SHA-256 are taken to be the same, bit for bit.',
    ),
    paragraph(
      changed.length === 0
        ? `When this draft was made, ${instantText(draftedAt, zone)}, every stored file was hashed again and had the SHA-256 of its arrival, and so had every entry of its chain.`
        : `When this draft was made, ${instantText(draftedAt, zone)}, this did not hold for: ${changed.map(({ fileName }) => fileName).join(', ')}. This must be cleared up before anyone certifies.`,
      changed.length > 0,
    ),
    paragraph(
      'How each file was copied from the system or medium it was on before it arrived here, by whom and with what tool, is not on the record:',
    ),
    openLines(files.map(({ fileName }) => `Copied: ${fileName}`)),
  ];
}

function countingBlocks({ run, repeats, software }: CertificationFacts): Block[] {
  const equal = repeats.filter(({ isEqual }) => isEqual).map(({ number }) => `run ${number}`);
  const other = repeats.filter(({ isEqual }) => !isEqual).map(({ number }) => `run ${number}`);
  const repeated = [
    equal.length === 0 ? '' : ` It was made again as ${equal.join(', ')}, with the same result number.`,
    other.length === 0
      ? ''
      : ` Made again as ${other.join(', ')}, the result number was another one; why must be cleared up before anyone certifies.`,
    repeats.length === 0 ? ' It has not been made a second time.' : '',
  ].join('');
  return [
    paragraph(
      `The figures of run ${run.number} were computed by ${software} from the files above; the summary of the run states filters and formulas. Its result number, the SHA-256 of the files’ hashes, the method and every figure, is ${run.resultHash}.${repeated}`,
    ),
  ];
}

/** Lines to be filled in by hand. */
function openLines(labels: readonly string[]): Block {
  return { kind: 'fields', rows: labels.map((label) => ({ label, value: OPEN })) };
}

function heading(text: string): Block {
  return { kind: 'heading', level: 2, text };
}

function list(items: readonly string[]): Block {
  return { kind: 'list', ordered: false, items: items.map((text) => [{ text }]) };
}

function paragraph(text: string, bold = false): Block {
  const run: Run = bold ? { text, bold } : { text };
  return { kind: 'paragraph', runs: [run] };
}
