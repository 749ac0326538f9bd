import { Router, type Request, type Response } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import type { Deps } from '../../platform/deps.js';
import { NotFoundError } from '../../platform/errors.js';
import { instantText } from '../../platform/plain-date.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { parseForm } from '../../web/form.js';
import { flash, goTo, param, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { keepVersion } from './keep-version.js';
import { letterInHand } from '../letter-in-hand.js';
import { KIND_NOUNS } from '../letter-kind.js';
import { countChanges, redline } from './redline.js';
import { versionForm } from '../reply-form.js';
import { getReplyIn } from '../reply-store.js';
import { contentOf, letterParagraphs, storedContent, type LetterContent } from './reply-version.js';
import type { Reply } from '../reply.js';
import { listVersions } from './version-store.js';

const NOW = 'now';

/** The versions of a letter, and what changed between any two. */
export function versionRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/:replyId/versions', (req, res) => showVersions(deps, req, res));
  routes.post('/:replyId/versions', async (req, res) => {
    const reply = await replyOf(deps, req, res);
    const form = parseForm(versionForm, req.body);
    const wrong = form.ok
      ? await conflictOf(() => keepVersion(deps, reply, form.value.why, actorIn(res)).then(() => undefined))
      : Object.values(form.errors).flat().join(' ');
    if (wrong) flash(req, 'warn', wrong);
    else flash(req, 'done', 'The version is kept.');
    goTo(res, `${pathOf(reply)}/versions`);
  });
  return routes;
}

function replyOf(deps: Deps, req: Request, res: Response): Promise<Reply> {
  return getReplyIn(deps.db, matterOf(res).id, param(req, 'replyId'));
}

function pathOf(reply: Pick<Reply, 'id' | 'matterId'>): string {
  return `/matters/${reply.matterId}/replies/${reply.id}`;
}

async function showVersions(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const reply = await replyOf(deps, req, res);
  const versions = await listVersions(deps.db, matter.id, reply.id);
  const { letter } = await letterInHand(deps.db, matter, reply);
  const isSaved = versions[0]?.sha256 === storedContent(letter).sha256;
  const known = [...(isSaved ? [] : [NOW]), ...versions.map(({ number }) => String(number))];
  const to = chosen(queryText(req, 'to'), known) ?? known[0] ?? NOW;
  const from = chosen(queryText(req, 'from'), known) ?? known[1] ?? to;
  const contentAt = (name: string): LetterContent => {
    const version = versions.find(({ number }) => String(number) === name);
    return version === undefined ? letter : contentOf(version);
  };
  const paragraphs = redline(letterParagraphs(contentAt(from)), letterParagraphs(contentAt(to)));
  const nameOf = (name: string): string => (name === NOW ? 'the letter as it stands now' : `version ${name}`);
  renderPage(
    req,
    res,
    'replies/versions',
    { title: 'Versions', tab: 'replies' },
    {
      path: pathOf(reply),
      about: `${KIND_NOUNS[reply.kind]} ${reply.number}: ${reply.subject}`,
      versions: versions.map(({ number, savedAt, savedByName, why, letterSha256, isInFile }) => ({
        ...{ number, why, isInFile, isSetOnly: letterSha256 !== null && !isInFile },
        ...{ by: savedByName ?? 'the build' },
        at: instantText(savedAt, matter.zone),
      })),
      isSaved,
      choices: known.map((value) => ({ value, text: nameOf(value) })),
      from,
      to,
      fromName: nameOf(from),
      toName: nameOf(to),
      paragraphs,
      changes: countChanges(paragraphs),
      canWrite: canWrite(res),
    },
  );
}

/** A version that is asked for and there; one that is not there reads like any page that does not exist. */
function chosen(asked: string | undefined, known: readonly string[]): string | null {
  if (asked === undefined || asked === '') return null;
  if (!known.includes(asked) && asked !== NOW) throw new NotFoundError('version', asked);
  return asked;
}
