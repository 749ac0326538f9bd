import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { dateForLibrary } from '../../platform/clock.js';
import type { MailServer } from '../../reminders/mail-settings.js';
import type { Dispatch } from './dispatch.js';

/** The whole message as it goes over the wire, the approved file attached as it is and its hash below the words. Same input, same bytes. */
export function composeDispatch(
  { id, messageId, recipient, address, subject, words }: Dispatch,
  {
    server,
    sender,
    replyTo,
    pdf,
    fileName,
    fingerprint,
    at,
  }: {
    readonly server: MailServer;
    readonly sender: string;
    readonly replyTo: string;
    readonly pdf: Buffer;
    readonly fileName: string;
    readonly fingerprint: string;
    readonly at: string;
  },
): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: sender, address: server.from },
    to: { name: recipient, address },
    replyTo,
    subject,
    text: `${words}\n\n${fingerprint}\n`,
    date: dateForLibrary(at),
    messageId,
    attachments: [{ filename: fileName, content: pdf, contentType: 'application/pdf' }],
    baseBoundary: createHash('sha256').update(id).digest('hex').slice(0, 32),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
