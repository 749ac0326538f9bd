import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { recordEvent } from '../audit/audit-store.js';
import { actorIn } from '../auth/signed-in.js';
import { matterOf } from '../matters/matter-in-hand.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { hashOf } from '../platform/file-store.js';
import { downloadHeaders } from '../web/headers.js';
import { param } from '../web/locals.js';
import { letterToSet, writeLetterDocx, writeLetterPdf } from './letter-file.js';
import { getReplyIn } from './reply-store.js';

const FORMATS = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** The letter alone as a file. What is sent is the approved file of its bundle and nothing else. */
export function letterFileRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/:replyId/letter.pdf', (req, res) => sendLetter(deps, req, res, 'pdf'));
  routes.get('/:replyId/letter.docx', (req, res) => sendLetter(deps, req, res, 'docx'));
  return routes;
}

async function sendLetter(
  deps: Deps,
  req: Request,
  res: Response,
  format: keyof typeof FORMATS,
): Promise<void> {
  const matter = matterOf(res);
  const reply = await getReplyIn(deps.db, matter.id, param(req, 'replyId'));
  const letter = await letterToSet(deps, matter, reply);
  const folder = await deps.files.workFolder();
  try {
    const path =
      format === 'pdf'
        ? await writeLetterPdf(deps, matter, letter, folder)
        : await writeLetterDocx(deps, letter, folder);
    const sha256 = await hashOf(path);
    await inTransaction(deps, (tx) =>
      recordEvent(tx, {
        by: actorIn(res),
        at: deps.clock.now(),
        action: 'reply.downloaded',
        subject: reply.id,
        matterId: matter.id,
        detail: { number: String(reply.number), format: format.toUpperCase(), sha256 },
      }),
    );
    downloadHeaders(
      res,
      `${letter.title}${letter.isDraft ? ', draft' : ''}.${format}`,
      'application/octet-stream',
    );
    res.set({ 'Content-Type': FORMATS[format], 'Content-Length': String((await stat(path)).size) });
    await pipeline(createReadStream(path), res);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
