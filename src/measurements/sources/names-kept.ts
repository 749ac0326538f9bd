import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { Request, Response } from 'express';
import type { Actor } from '../../audit/event.js';
import { accountOf, actorIn } from '../../auth/signed-in.js';
import { getDocument } from '../../documents/document-store.js';
import type { RestrictionOf } from '../../documents/restricted.js';
import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { matterOf } from '../../matters/matter-in-hand.js';
import type { Db } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ForbiddenError } from '../../platform/errors.js';
import { csvLine } from '../../tabular/safe-csv.js';
import { downloadHeaders } from '../../web/headers.js';
import { param } from '../../web/locals.js';
import { accountColumnOf, sourceNumber } from '../measurement-source.js';
import type { MeasurementSource } from '../measurement-source.js';
import { rejectedPath } from '../ready-source.js';

/** What is asked of the folder that knows who may see the names of accounts. */
export interface NamesAsked {
  readonly restrictionOf: RestrictionOf;
  readonly seesNames: (db: Db, matterId: string, accountId: string) => Promise<boolean>;
  /** Puts a look at names on record; `rows` says how many of what. */
  readonly recordNamesSeen: (
    deps: Deps,
    matterId: string,
    look: { readonly subject: string; readonly of: string; readonly rows: number | string },
    by: Actor,
  ) => Promise<void>;
}

/**
 * Lets nobody read a file of names as measurements to see them: its cells are shown there as they stand. Throws
 * `ForbiddenError` without the right; with it the look is on record.
 */
export async function openItem(deps: Deps, names: NamesAsked, req: Request, res: Response): Promise<void> {
  const { id: matterId } = matterOf(res);
  const item = await getItem(deps.db, matterId, param(req, 'itemId'));
  const document = await getDocument(deps.db, item.documentId);
  const restricted = await names.restrictionOf(deps.db, accountOf(res).id, document);
  if (restricted === null) return;
  if (!restricted.mayOpen) throw new ForbiddenError(restricted.why);
  const look = { subject: item.id, of: itemNumber(item.number), rows: 'the first' };
  await names.recordNamesSeen(deps, matterId, look, actorIn(res));
}

/** Whether the person sees what stands in lines that were set aside, or line and reason alone. */
export async function mayReadAside(
  deps: Deps,
  names: NamesAsked,
  source: MeasurementSource,
  res: Response,
): Promise<boolean> {
  return (
    accountColumnOf(source) === null || (await names.seesNames(deps.db, source.matterId, accountOf(res).id))
  );
}

/** Sends what was set aside; whoever may not see names gets each line and its reason, not what stands there. */
export async function sendAside(
  deps: Deps,
  names: NamesAsked,
  source: MeasurementSource,
  res: Response,
): Promise<void> {
  const number = sourceNumber(source.number);
  const file = createReadStream(rejectedPath(deps, source));
  const isNamed = accountColumnOf(source) !== null;
  const mayRead = await mayReadAside(deps, names, source, res);
  if (isNamed && mayRead) {
    const look = { subject: source.id, of: number, rows: source.rejected };
    await names.recordNamesSeen(deps, source.matterId, look, actorIn(res));
  }
  const name = mayRead ? `${number}-set-aside.csv` : `${number}-set-aside-lines-and-reasons.csv`;
  downloadHeaders(res, name, 'application/octet-stream');
  if (mayRead) return pipeline(file, res);
  await pipeline(file, parse({ relaxColumnCount: true }), withoutWords, res);
}

async function* withoutWords(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  for await (const [line = '', reason = ''] of rows) yield csvLine([line, reason]);
}
