import type { Actor } from '../../audit/event.js';
import { namesOfAccounts } from '../../auth/account-store.js';
import { getDocument } from '../../documents/document-store.js';
import { listCustody } from '../../evidence/custody-store.js';
import type { Item } from '../../evidence/item.js';
import { paperOf } from '../../matters/matter.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { dayIn } from '../../platform/plain-date.js';
import { getMethod } from '../method/method-store.js';
import { listRunSources, listRuns } from '../runs/run-store.js';
import type { MeasurementRun } from '../runs/run-store.js';
import { addMade } from './add-summary.js';
import type { CertificationFacts, CertifiedFile } from './certification-facts.js';
import { certificationBlocks } from './certification-paper.js';
import { itemsOfRun } from './gather-summary.js';
import type { MatterOfSummary } from './gather-summary.js';
import { setPaper } from './make-summary.js';
import { certificationFile, softwareName } from './summary-names.js';

/** A draft is work product until somebody signs it; whoever takes the mark off says so by doing it. */
const GROUND = 'Work product: a draft that nobody has signed';

/**
 * Drafts the certification of a run's files from their custody and puts it into the file, held back as work product.
 * Every file is hashed again for it. Returns the item's id. Throws `ConflictError` where the run has no figures.
 */
export async function addCertificationToEvidence(
  deps: Deps,
  matter: MatterOfSummary,
  run: MeasurementRun,
  by: Actor,
): Promise<string> {
  const facts = await gatherCertification(deps, matter, run, by);
  const datedOn = dayIn(facts.draftedAt, facts.zone);
  const title = `Certification under FRE 902(13) and (14), run ${run.number}: draft, unsigned`;
  const received = await setPaper(deps, {
    blocks: certificationBlocks(facts),
    paper: paperOf(matter),
    date: datedOn,
    title,
  });
  const file = { name: certificationFile(run.number), title, datedOn, received, privilegeGround: GROUND };
  const [id = ''] = await addMade(deps, run, [file], by);
  return id;
}

async function gatherCertification(
  deps: Deps,
  matter: MatterOfSummary,
  run: MeasurementRun,
  by: Actor,
): Promise<CertificationFacts> {
  const { resultHash } = run;
  if (resultHash === null)
    throw new ConflictError(`Run ${run.number} has no figures yet. Wait until it is made.`);
  const { zone } = await getMethod(deps.db, matter.id, run.methodId);
  const names = await namesOfAccounts(deps.db);
  const formats = new Map(
    (await listRunSources(deps.db, run)).map(({ itemId, facts }) => [itemId, facts?.name ?? '']),
  );
  const files: CertifiedFile[] = [];
  for (const item of await itemsOfRun(deps, run))
    files.push(await certifiedFile(deps, item, formats.get(item.id) ?? '', names));
  return {
    matter: matter.title,
    zone,
    draftedAt: deps.clock.now(),
    draftedBy: names.get(by.accountId) ?? '',
    software: softwareName(),
    run: { number: run.number, resultHash },
    repeats: (await listRuns(deps.db, matter.id))
      .filter((other) => other.repeats === run.id && other.resultHash !== null)
      .map((other) => ({ number: other.number, isEqual: other.resultHash === resultHash }))
      .reverse(),
    files,
  };
}

async function certifiedFile(
  deps: Deps,
  item: Item,
  format: string,
  names: ReadonlyMap<string, string>,
): Promise<CertifiedFile> {
  const document = await getDocument(deps.db, item.documentId);
  const chain = await listCustody(deps.db, item.id);
  return {
    fileName: document.name,
    bytes: document.bytes,
    sha256: document.sha256,
    receivedAt: document.receivedAt,
    custodian: item.custodian,
    source: item.source,
    format,
    isWhole: await deps.files.isWhole(document.sha256),
    chain: chain.map((entry) => ({
      holder: entry.holder,
      what: entry.action,
      from: entry.fromAt,
      sha256: entry.sha256,
      recordedBy: names.get(entry.recordedBy) ?? '',
    })),
  };
}
