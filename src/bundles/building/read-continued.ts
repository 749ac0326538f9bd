import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatesStart } from './bates.js';
import { bundleRecordSchema } from './bundle-record.js';
import { manifestSchema } from '../packaging/manifest.js';
import { inNaturalOrder } from './natural-order.js';
import type { Spec } from './spec.js';

/** An earlier production as a supplement needs it: what it was, and where its numbers end. */
export interface ContinuedProduction {
  readonly continues: NonNullable<Spec['continues']>;
  /** The next number, in the same style. */
  readonly bates: BatesStart;
}

/** `folder` is one that `bundle build` made, of one volume or several. A sentence where it is no production. */
export async function readContinued(folder: string): Promise<ContinuedProduction | string> {
  const volumes = (await readdir(folder).catch(() => [])).filter((name) => /^volume-\d+$/.test(name));
  const folders =
    volumes.length === 0 ? [folder] : volumes.sort(inNaturalOrder).map((name) => join(folder, name));
  const read = await Promise.all(folders.map(readOne));
  const [first] = read;
  if (first == null || read.includes(null))
    return `“${folder}” is not a folder that \`bundle build\` made: its record.json or manifest.json cannot be read.`;
  const documents = read.flatMap((one) => one?.documents ?? []);
  const numbers = documents.flatMap(({ batesLast }) => {
    const found = /^(.*?)(\d+)$/.exec(batesLast);
    return found === null
      ? []
      : [{ prefix: found[1] ?? '', digits: found[2]?.length ?? 0, last: Number(found[2]), batesLast }];
  });
  const last = numbers.reduce<(typeof numbers)[number] | null>(
    (a, b) => (a === null || b.last > a.last ? b : a),
    null,
  );
  if (last === null) return `“${folder}” has no Bates numbers to go on from.`;
  return {
    continues: {
      title: first.title.replace(/, volume 1 of \d+$/, ''),
      date: first.date,
      batesLast: last.batesLast,
      documents,
    },
    bates: { prefix: last.prefix, start: last.last + 1, digits: last.digits },
  };
}

async function readOne(folder: string) {
  const json = async (path: string): Promise<unknown> => {
    const text = await readFile(join(folder, path), 'utf8').catch(() => 'null');
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };
  const record = bundleRecordSchema.safeParse(await json('record.json'));
  const manifest = manifestSchema.safeParse(await json(join('package', 'manifest.json')));
  if (!record.success || !manifest.success) return null;
  return {
    title: manifest.data.title,
    date: manifest.data.date,
    documents: record.data.documents.flatMap(({ batesFirst, batesLast }) =>
      batesFirst === null || batesLast === null ? [] : [{ batesFirst, batesLast }],
    ),
  };
}
