import { DEMAND_LETTER } from './letters.js';

const BOUNDARY = 'sample-boundary-2014-06-05';

/** The mail that brought the demand letter, with the letter's PDF attached: RFC 5322, CRLF, the same bytes for the same PDF. */
export function transmittalMail(letterPdf: Uint8Array): string {
  return lines(
    'From: General Counsel, Verizon <general.counsel@verizon.example>',
    'To: General Counsel, Netflix <general.counsel@netflix.example>',
    'Date: Thu, 05 Jun 2014 16:50:00 -0400',
    'Subject: Letter of June 5, 2014',
    'Message-ID: <sample-letter-2014-06-05@verizon.example>',
    'X-Sample: reconstruction; not a real message',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    '',
    `--${BOUNDARY}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 7bit',
    '',
    'Reconstruction for a sample matter; not a real message.',
    '',
    'Please see the attached letter of today. We ask for your attention to the',
    'time it sets.',
    '',
    `--${BOUNDARY}`,
    'Content-Type: application/pdf',
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${DEMAND_LETTER.fileName}"`,
    '',
    ...base64Lines(letterPdf),
    `--${BOUNDARY}--`,
  );
}

/** A second, invented mail that nobody has looked at yet: an invented network asks a question and sets a date. */
export function unreviewedMail(): string {
  return lines(
    'From: Office of the General Counsel, Network Vale <legal@network-vale.example>',
    'To: General Counsel, Netflix <general.counsel@netflix.example>',
    'Date: Fri, 06 Jun 2014 09:12:00 -0700',
    'Subject: Notices on our network',
    'Message-ID: <sample-question-2014-06-06@network-vale.example>',
    'X-Sample: invented; Network Vale does not exist',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 7bit',
    '',
    'Invented for a sample matter: Network Vale does not exist.',
    '',
    'We read that viewers on several networks are shown a notice saying that the',
    'network is crowded.',
    '',
    'Please tell us by June 20, 2014 whether the test includes subscribers of',
    'Network Vale, and within ten days of this message how many of them have seen',
    'the notice.',
    '',
    'Please keep all records of the notices shown on our network.',
  );
}

function base64Lines(bytes: Uint8Array): string[] {
  return (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  );
}

function lines(...all: string[]): string {
  return `${all.join('\r\n')}\r\n`;
}
