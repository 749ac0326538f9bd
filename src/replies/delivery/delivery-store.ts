import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Document } from '../../documents/document-store.js';
import type { DeliveryPaperTable, DeliveryTable, ProofSetAsideTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import type { ApprovedFile, Delivery } from './delivery.js';
import { standsAsSent } from './proof-facts.js';

/** A delivery with the bundle it is of, its proof and who recorded it. */
export type ListedDelivery = Delivery & {
  readonly bundleId: string;
  readonly bundleNumber: number;
  readonly bundleTitle: string;
  readonly pdfSha256: string | null;
  readonly proofName: string | null;
  readonly proofSha256: string | null;
  readonly recordedByName: string;
};

/** The newest first. */
export async function listDeliveries(db: Db, matterId: string): Promise<ListedDelivery[]> {
  return db
    .selectFrom('delivery')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'delivery.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .innerJoin('account', 'account.id', 'delivery.recordedBy')
    .leftJoin('document', 'document.id', 'delivery.proofDocumentId')
    .where('delivery.matterId', '=', matterId)
    .orderBy('delivery.sentOn', 'desc')
    .orderBy('delivery.recordedAt', 'desc')
    .selectAll('delivery')
    .select([
      'bundle.id as bundleId',
      'bundle.number as bundleNumber',
      'bundle.title as bundleTitle',
      'bundleBuild.pdfSha256',
      'document.name as proofName',
      'document.sha256 as proofSha256',
      'account.name as recordedByName',
    ])
    .execute();
}

export async function getDeliveryIn(db: Db, matterId: string, id: string): Promise<Delivery> {
  const delivery = await db
    .selectFrom('delivery')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!delivery) throw new NotFoundError('delivery', id);
  return delivery;
}

/** The deliveries of a file that stand; voided ones and those that came back are on the list of the matter. */
export async function listDeliveriesOfBuild(db: Db, buildId: string): Promise<Delivery[]> {
  return db
    .selectFrom('delivery')
    .where('buildId', '=', buildId)
    .where('voidedAt', 'is', null)
    .where('refutedAt', 'is', null)
    .orderBy('recordedAt')
    .selectAll()
    .execute();
}

/** The sendings of a file that came back, voided or not. */
export async function listReturnedOfBuild(db: Db, buildId: string): Promise<Delivery[]> {
  return db
    .selectFrom('delivery')
    .where('buildId', '=', buildId)
    .where('refutedAt', 'is not', null)
    .orderBy('recordedAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** A sending that was neither voided nor returned. */
export interface Sending {
  readonly buildId: string;
  readonly replyId: string | null;
  readonly sentOn: string;
  /** It stands as sent to the other side; else counsel has yet to decide on its mail. */
  readonly isSent: boolean;
}

/** Every sending of a matter that was neither voided nor returned, by its day. */
export async function listSendings(db: Db, matterId: string): Promise<Sending[]> {
  const rows = await db
    .selectFrom('delivery')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'delivery.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .where('delivery.matterId', '=', matterId)
    .where('delivery.voidedAt', 'is', null)
    .where('delivery.refutedAt', 'is', null)
    .orderBy('delivery.sentOn')
    .orderBy('delivery.recordedAt')
    .select(['delivery.buildId', 'delivery.sentOn', 'delivery.voidedAt', 'delivery.refutedAt'])
    .select(['delivery.proofFacts', 'delivery.overrideReason', 'bundle.replyId'])
    .execute();
  return rows.map(({ buildId, replyId, sentOn, ...row }) => ({
    ...{ buildId, replyId, sentOn, isSent: standsAsSent(row) },
  }));
}

/** The exact files of a matter that somebody approved and that may leave, of bundles that still stand; the newest first. */
export async function listApprovedFiles(db: Db, matterId: string): Promise<ApprovedFile[]> {
  const files = await approvedFiles(db, matterId)
    .where('bundle.state', 'in', ['approved', 'sent'])
    .where('bundle.purpose', '!=', 'internal')
    .orderBy('approval.approvedAt', 'desc')
    .execute();
  return withVolumes(db, files);
}

/** Whatever became of its bundle since. Throws `NotFoundError` for a build that nobody approved, too. */
export async function getApprovedFile(db: Db, matterId: string, buildId: string): Promise<ApprovedFile> {
  const file = await approvedFiles(db, matterId).where('bundleBuild.id', '=', buildId).executeTakeFirst();
  if (!file) throw new NotFoundError('approved file', buildId);
  const [whole] = await withVolumes(db, [file]);
  return { volumes: [], ...file, ...whole };
}

export async function insertDelivery(
  tx: Tx,
  delivery: Omit<Insertable<DeliveryTable>, 'id' | 'version'>,
): Promise<Delivery> {
  const id = newId();
  await tx
    .insertInto('delivery')
    .values({ id, ...delivery })
    .execute();
  return getDeliveryIn(tx, delivery.matterId, id);
}

/** Throws `ConflictError` when someone else changed the delivery meanwhile. */
export async function updateDelivery(
  tx: Tx,
  { id, version }: Pick<Delivery, 'id' | 'version'>,
  changes: Pick<
    Updateable<DeliveryTable>,
    | 'deliveredOn'
    | 'deliveredTime'
    | 'proofDocumentId'
    | 'matchedSha256'
    | 'proofFacts'
    | 'overrideReason'
    | 'voidedAt'
    | 'voidedBy'
    | 'voidReason'
    | 'messageId'
    | 'refutedAt'
    | 'refutedWhy'
  >,
): Promise<void> {
  const updated = await tx
    .updateTable('delivery')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this delivery meanwhile.');
}

/** What went out by mail, the newest first: what a report can be about. */
export async function listMailedDeliveries(db: Db, matterId: string): Promise<Delivery[]> {
  return db
    .selectFrom('delivery')
    .where('matterId', '=', matterId)
    .where('method', '=', 'email')
    .where('voidedAt', 'is', null)
    .orderBy('recordedAt', 'desc')
    .selectAll()
    .execute();
}

/** Receipts and reports of failure, with their names, in the order they were kept. */
export async function listDeliveryPapers(
  db: Db,
  matterId: string,
): Promise<(Selectable<DeliveryPaperTable> & { readonly name: string })[]> {
  return db
    .selectFrom('deliveryPaper')
    .innerJoin('document', 'document.id', 'deliveryPaper.documentId')
    .where('deliveryPaper.matterId', '=', matterId)
    .orderBy('deliveryPaper.keptAt')
    .selectAll('deliveryPaper')
    .select('document.name')
    .execute();
}

export async function insertDeliveryPaper(
  tx: Tx,
  paper: Omit<Insertable<DeliveryPaperTable>, 'id'>,
): Promise<void> {
  await tx
    .insertInto('deliveryPaper')
    .values({ id: newId(), ...paper })
    .execute();
}

/** A file that proves nothing, with its document and who kept it. */
export type ListedSetAside = Selectable<ProofSetAsideTable> &
  Pick<Document, 'name' | 'sha256' | 'mediaType' | 'facts'> & { readonly keptByName: string };

/** What was attached as proof and proves nothing, with its name, the newest first. */
export async function listSetAside(db: Db, matterId: string): Promise<ListedSetAside[]> {
  return setAside(db, matterId)
    .orderBy('proofSetAside.keptAt', 'desc')
    .orderBy('proofSetAside.id', 'desc')
    .limit(100)
    .execute();
}

/** Throws `NotFoundError` for a document that was not set aside in this matter. */
export async function getSetAside(db: Db, matterId: string, documentId: string): Promise<ListedSetAside> {
  const [row] = await setAside(db, matterId)
    .where('proofSetAside.documentId', '=', documentId)
    .limit(1)
    .execute();
  if (!row) throw new NotFoundError('mail that was set aside', documentId);
  return row;
}

function setAside(db: Db, matterId: string) {
  return db
    .selectFrom('proofSetAside')
    .innerJoin('document', 'document.id', 'proofSetAside.documentId')
    .innerJoin('account', 'account.id', 'proofSetAside.keptBy')
    .where('proofSetAside.matterId', '=', matterId)
    .selectAll('proofSetAside')
    .select(['document.name', 'document.sha256', 'document.mediaType', 'document.facts'])
    .select('account.name as keptByName');
}

export async function insertSetAside(
  tx: Tx,
  proof: Omit<Insertable<ProofSetAsideTable>, 'id'>,
): Promise<void> {
  await tx
    .insertInto('proofSetAside')
    .values({ id: newId(), ...proof })
    .execute();
}

/** Each file with the volumes it was approved in, where it is more than one. */
async function withVolumes<T extends { readonly buildId: string }>(
  db: Db,
  files: readonly T[],
): Promise<(T & Pick<ApprovedFile, 'volumes'>)[]> {
  if (files.length === 0) return [];
  const volumes = await db
    .selectFrom('bundleVolume')
    .where(
      'buildId',
      'in',
      files.map(({ buildId }) => buildId),
    )
    .orderBy('number')
    .select(['buildId', 'number', 'pdfSha256', 'packageSha256'])
    .execute();
  return files.map((file) => ({
    ...file,
    volumes: volumes.filter(({ buildId }) => buildId === file.buildId),
  }));
}

function approvedFiles(db: Db, matterId: string) {
  return db
    .selectFrom('approval')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'approval.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .leftJoin('reply', 'reply.id', 'bundle.replyId')
    .where('approval.matterId', '=', matterId)
    .select([
      'bundleBuild.id as buildId',
      'bundle.id as bundleId',
      'bundle.number',
      'bundle.title',
      'bundle.purpose',
      'approval.pdfSha256',
      'approval.approvedAt',
      'bundleBuild.pdfBytes',
      'bundleBuild.packageSha256',
      'bundleBuild.pages',
      'bundle.replyId',
      'reply.inReplyTo as letterId',
      'reply.kind as letterKind',
    ]);
}
