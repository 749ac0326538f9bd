import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { insertDemandsApproved } from '../../src/bundles/build-store.js';
import { createBundle } from '../../src/bundles/create-bundle.js';
import { insertParty, insertPerson, type Party } from '../../src/people/person-store.js';
import { inTransaction } from '../../src/platform/database.js';
import { newId } from '../../src/platform/ids.js';
import { writeReply } from '../../src/replies/write-reply.js';
import { respond, type Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import type { Started } from '../support/start-rejoinder.js';

export interface ApprovedBundle {
  readonly bundleId: string;
  readonly replyId: string;
  readonly buildId: string;
  readonly pdf: Buffer;
  readonly sha256: string;
}

/** Evidence dropped, responses to these demands, a reply and a bundle that carries both; the final file asked for. */
export async function buildReply(
  started: Started,
  dispute: Dispute,
  dana: Browser,
  respondedTo: readonly string[] = dispute.demandIds,
) {
  const { db } = started.deps;
  const at = `/matters/${dispute.matterId}`;
  await dana.get('/desk');
  const dropped = await dana.upload(`${at}/evidence/items`, [
    { name: 'Method note.txt', content: 'Median of 30 readings, hour by hour.\n' },
  ]);
  if (dropped.status !== 200) throw new Error(`not dropped: ${dropped.status} ${dropped.text}`);
  for (const demandId of respondedTo)
    await respond(
      started,
      dispute.matterId,
      demandId,
      demandId === dispute.demandIds[1] ? 'The method is in [R-0001, page 1].' : 'We decline.',
    );
  const begun = await dana.post(`${at}/replies`, { letterId: dispute.letterId });
  const replyId = begun.location?.split('/').at(-1) ?? '';
  await dana.post(`${at}/replies/${replyId}`, {
    datedOn: '2014-06-09',
    letterhead: 'Netflix',
    addressee: 'Randal Milch',
    subject: 'Your letter of June 5, 2014',
    salutation: 'Dear Mr. Milch:',
    opening: 'We have your letter.',
    signatory: 'David Hyman',
    version: '1',
  });
  const item = await db
    .selectFrom('item')
    .where('matterId', '=', dispute.matterId)
    .select('id')
    .executeTakeFirstOrThrow();
  const bundleId = await createBundle(
    started.deps,
    dispute.matterId,
    {
      title: 'Reply with its enclosures',
      purpose: 'enclosures',
      paper: 'letter',
      datedOn: '2014-06-09',
      legend: null,
      exhibitStyle: 'letters',
      batesPrefix: null,
      batesDigits: null,
      replyId,
      itemIds: [item.id],
    },
    started.actor('dana'),
  );
  const build = async (kind: 'draft' | 'final') => {
    const asked = await dana.post(`${at}/bundles/${bundleId}/builds`, { kind });
    await started.runJobs();
    return db
      .selectFrom('bundleBuild')
      .where('id', '=', asked.location?.split('/').at(-1) ?? '')
      .selectAll()
      .executeTakeFirstOrThrow();
  };
  return { at, bundleId, replyId, build };
}

/** The whole way for real, until counsel has approved the exact file. */
export async function approveReply(
  started: Started,
  dispute: Dispute,
  dana: Browser,
): Promise<ApprovedBundle> {
  const { at, bundleId, replyId, build } = await buildReply(started, dispute, dana);
  const { id: buildId, pdfSha256, reason } = await build('final');
  if (pdfSha256 === null) throw new Error(`not built: ${reason ?? ''}`);
  const path = `${at}/bundles/${bundleId}/builds/${buildId}`;
  await dana.post(`${path}/notes`);
  const omar = await started.signIn('omar');
  await omar.get('/desk');
  const approved = await omar.post(`${path}/approval`, { pdfSha256, readNotes: 'yes' });
  if (approved.status !== 303) throw new Error(`not approved: ${approved.status} ${approved.text}`);
  const pdf = readFileSync(await started.deps.files.localPath(pdfSha256));
  return { bundleId, replyId, buildId, pdf, sha256: pdfSha256 };
}

/** The same as rows, where it does not matter how the file came about: a reply, its bundle, a file of it, approved. */
export async function approvedByRows(started: Started, dispute: Dispute): Promise<ApprovedBundle> {
  const { deps, actor } = started;
  const { matterId, letterId } = dispute;
  const at = deps.clock.now();
  for (const demandId of dispute.demandIds) await respond(started, matterId, demandId, 'We decline.');
  const replyId = await writeReply(
    deps,
    { id: matterId, number: 'M-0001', regime: 'private', zone: 'America/Los_Angeles' },
    letterId,
    actor('dana'),
  );
  const pdf = Buffer.from('%PDF-1.7 the file that was approved');
  const received = await deps.files.receive(Readable.from([pdf]), 1_000);
  await deps.files.keep(received);
  const { sha256 } = received;
  const [bundleId, buildId] = [newId(), newId()];
  const by = actor('dana').accountId;
  await deps.db
    .insertInto('bundle')
    .values({
      id: bundleId,
      matterId,
      number: 1,
      purpose: 'enclosures',
      title: 'Reply with its enclosures',
      paper: 'letter',
      datedOn: '2014-06-09',
      exhibitStyle: 'letters',
      replyId,
      state: 'approved',
      createdAt: at,
      createdBy: by,
    })
    .execute();
  await deps.db
    .insertInto('bundleBuild')
    .values({
      id: buildId,
      bundleId,
      matterId,
      number: 1,
      jobId: 'job',
      bundleVersion: 1,
      isDraft: 0,
      state: 'built',
      pdfSha256: sha256,
      pdfBytes: pdf.length,
      pages: 3,
      builtAt: at,
      builtBy: by,
    })
    .execute();
  await deps.db
    .insertInto('approval')
    .values({
      id: newId(),
      matterId,
      buildId,
      pdfSha256: sha256,
      form: 'two-people',
      approvedAt: '2014-06-06T18:00:00.000Z', // before any day the tests say it left
      approvedBy: actor('omar').accountId,
    })
    .execute();
  await inTransaction(deps, (tx) => insertDemandsApproved(tx, buildId, dispute.demandIds));
  return { bundleId, replyId, buildId, pdf, sha256 };
}

/** Randal Milch as counsel of the other side, with the address the record knows him at. */
export async function knowMilch(started: Started, dispute: Dispute): Promise<void> {
  await knowParty(started, dispute, { name: 'Randal Milch', email: 'milch@verizon.example', side: 'theirs' });
}

/** Counsel on a side of the matter. */
export async function knowParty(
  started: Started,
  { matterId }: Dispute,
  { name, email, side }: { readonly name: string; readonly email: string; readonly side: Party['side'] },
): Promise<void> {
  const at = started.deps.clock.now();
  await inTransaction(started.deps, async (tx) => {
    const organisation = side === 'theirs' ? 'Verizon' : null;
    const known = { organisation, email, address: null, createdAt: at };
    const personId = await insertPerson(tx, { kind: 'person', name, ...known });
    await insertParty(tx, { matterId, personId, side, capacity: 'counsel', addedAt: at });
  });
}

interface Mail {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly date?: string;
  readonly messageId?: string | null;
  /** Lines of the header, as they stand. */
  readonly headers?: readonly string[];
  readonly words?: string;
  readonly attachment?: { readonly name: string; readonly content: Uint8Array } | null;
  /** What else is attached. */
  readonly more?: readonly { readonly name: string; readonly content: Uint8Array }[];
}

/** A mail as a mail program saves it. */
export function sentMail(mail: Mail): string {
  const boundary = 'sent-mail-boundary';
  const attached = [...(mail.attachment ? [mail.attachment] : []), ...(mail.more ?? [])];
  const id = mail.messageId === undefined ? '<1@firm.example>' : mail.messageId;
  return [
    `From: ${mail.from ?? 'Omar <omar@firm.example>'}`,
    `To: ${mail.to ?? 'Randal Milch <milch@verizon.example>'}`,
    `Subject: ${mail.subject ?? 'Response to your letter'}`,
    `Date: ${mail.date ?? 'Mon, 9 Jun 2014 16:30:00 -0700'}`,
    ...(id === null ? [] : [`Message-ID: ${id}`]),
    ...(mail.headers ?? []),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    mail.words ?? 'Please see the attached letter with its enclosures.',
    ...attached.flatMap(({ name, content }) => [
      `--${boundary}`,
      `Content-Type: application/pdf; name="${name}"`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="${name}"`,
      '',
      Buffer.from(content).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    ]),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}

/** A report as a mail server or a mail program writes it: RFC 3464, RFC 8098. */
export function reportMail(report: {
  readonly type: 'delivery-status' | 'disposition-notification';
  /** The lines made for machines. */
  readonly lines: readonly string[];
  readonly headers?: readonly string[];
  readonly words?: string;
}): string {
  return [
    'From: Randal Milch <milch@verizon.example>',
    'To: Omar <omar@firm.example>',
    'Subject: About your message',
    'Date: Tue, 10 Jun 2014 09:15:00 -0700',
    'Message-ID: <report@verizon.example>',
    ...(report.headers ?? []),
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${report.type}; boundary="b"`,
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    report.words ?? 'This is about a message you sent.',
    '--b',
    `Content-Type: message/${report.type}`,
    '',
    ...report.lines,
    '',
    '--b--',
    '',
  ].join('\r\n');
}
