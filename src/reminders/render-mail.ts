import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import MailComposer from 'nodemailer/lib/mail-composer';
import { dateForLibrary } from '../platform/clock.js';
import type { MailWords } from './compose-mail.js';
import type { MailServer } from './mail-settings.js';
import type { Mail } from './reminder.js';

const VIEWS = fileURLToPath(new URL('../../views/reminders/', import.meta.url));
const OPTIONS = { strict: true, _with: false, localsName: 'it', cache: true } as const;

/** Mail programs read no style sheet of ours; this one goes along, and holds in the dark. */
const STYLE = `
body{margin:0;padding:24px;background:#f6f5f1;color:#1d1d1b;font:16px/1.5 "Noto Sans",Arial,sans-serif}
.sheet{max-width:620px;margin:0 auto;background:#fff;border:1px solid #d9d6cc;padding:24px}
.legend{margin:0 0 16px;font-size:12px;letter-spacing:.04em;text-transform:uppercase;color:#5c5a52}
h1{margin:0 0 4px;font:600 22px/1.3 "Noto Serif",Georgia,serif}
h2{margin:24px 0 0;padding-bottom:4px;font-size:13px;letter-spacing:.06em;text-transform:uppercase;border-bottom:1px solid #d9d6cc}
p{margin:0}.note{color:#5c5a52;font-size:14px}.row{padding:12px 0;border-bottom:1px solid #e8e5dc}
.day{font-weight:600}.late{color:#8a1c1c}a{color:#0b4f8a}.foot{margin-top:24px;font-size:13px;color:#5c5a52}
@media (prefers-color-scheme:dark){body{background:#161614;color:#e9e7df}.sheet{background:#1f1f1c;border-color:#3b3a34}
.legend,.note,.foot{color:#aaa79b}h2,.row{border-color:#3b3a34}.late{color:#f2a3a3}a{color:#8fc3f2}}
@media (max-width:480px){body{padding:0}.sheet{border:0;padding:16px}}`;

/** The same id for a mail however often it is sent, so that a server or a reader can fold doubles into one. */
export function messageIdOf(mail: Pick<Mail, 'id'>, from: string): string {
  return `<reminder-${mail.id}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

export async function renderText(words: MailWords): Promise<string> {
  return (await ejs.renderFile(`${VIEWS}mail-text.ejs`, { words }, OPTIONS)).trim();
}

export async function renderHtml(words: MailWords): Promise<string> {
  return ejs.renderFile(`${VIEWS}mail-html.ejs`, { words, style: `<style>${STYLE}\n</style>` }, OPTIONS);
}

/** The whole message as it goes over the wire: text and HTML, marked as sent by a machine. Same input, same bytes. */
export async function renderMessage(
  mail: Mail,
  words: MailWords,
  { to, server, at }: { readonly to: string; readonly server: MailServer; readonly at: string },
): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: 'Rejoinder', address: server.from },
    to,
    subject: words.subject,
    text: await renderText(words),
    html: await renderHtml(words),
    date: dateForLibrary(at),
    messageId: messageIdOf(mail, server.from),
    // Out-of-office answers and other machines leave such mail alone (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    baseBoundary: createHash('sha256').update(mail.id).digest('hex').slice(0, 32),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
