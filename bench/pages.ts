/**
 * Pages of a big matter: processor time of this process for one request, the median of several, beside the size of the
 * page. `REQUESTS` sets how many; `ITEMS` how many items the big matter has. With TEST_DATABASE_URL on PostgreSQL,
 * whose own processor time is not in the figures.
 */
import { startRejoinder } from '../test/support/start-rejoinder.js';
import { seedMatter } from './big-matter.js';

const REQUESTS = Number(process.env['REQUESTS'] ?? 7);
const ITEMS = Number(process.env['ITEMS'] ?? 20_000);

const started = await startRejoinder({ today: '2014-06-06' });
try {
  const by = started.actor('omar');
  const big = await seedMatter(
    started.deps,
    'The big matter',
    { items: ITEMS, letters: 20, demandsOfLetter: 3, bundles: 22, entries: 400, deadlines: 200 },
    by,
  );
  for (let small = 1; small <= 4; small += 1)
    await seedMatter(
      started.deps,
      `Matter ${small}`,
      { items: 600, letters: 3, demandsOfLetter: 3, bundles: 2, entries: 300, deadlines: 20 },
      by,
    );
  const omar = await started.signIn('omar');
  const matter = `/matters/${big.matterId}`;
  const [demand, item, plain, lettered, reply] = [
    ...[big.demandIds[1], big.itemIds[7], big.bundleIds[1], big.bundleIds[0], big.replyIds[0]],
  ].map((id) => id ?? '');
  const PAGES: readonly (readonly [string, string])[] = [
    ['the Desk', '/desk'],
    ['matters', '/matters'],
    ['a matter', matter],
    ['evidence', `${matter}/evidence`],
    ['evidence, last page', `${matter}/evidence?page=400`],
    ['evidence, words', `${matter}/evidence?q=network`],
    ['an item', `${matter}/evidence/${item}`],
    ['demands', `${matter}/demands`],
    ['a demand', `${matter}/demands/${demand}`],
    ['statements', `${matter}/statements`],
    ['a new statement', `${matter}/statements/new`],
    ['a statement', `${matter}/statements/${big.statementId}`],
    ['notices', `${matter}/notices`],
    ['texts and campaigns', `${matter}/notices/campaigns`],
    ['measurements', `${matter}/measurements`],
    ['bundles', `${matter}/bundles`],
    ['a bundle', `${matter}/bundles/${plain}`],
    ['a bundle with a letter', `${matter}/bundles/${lettered}`],
    ['items for a bundle', `${matter}/bundles/${plain}/items`],
    ['a new bundle', `${matter}/bundles/new`],
    ['replies', `${matter}/replies`],
    ['a reply', `${matter}/replies/${reply}`],
    ['deadlines', `${matter}/deadlines`],
    ['letters', `${matter}/letters`],
    ['search', '/search?q=network'],
    ['calendar', '/calendar'],
    ['audit', `${matter}/audit`],
  ];
  console.log(`${'page'.padEnd(26)}${'ms of processor'.padStart(16)}${'kB'.padStart(8)}`);
  for (const [name, path] of PAGES) {
    const taken: number[] = [];
    let size = 0;
    for (let at = 0; at < REQUESTS + 1; at += 1) {
      const before = process.cpuUsage();
      const answer = await omar.get(path);
      const { user, system } = process.cpuUsage(before);
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      size = answer.text.length;
      if (at > 0) taken.push((user + system) / 1000);
    }
    const median = taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)] ?? 0;
    console.log(`${name.padEnd(26)}${median.toFixed(0).padStart(16)}${(size / 1024).toFixed(0).padStart(8)}`);
  }
} finally {
  await started.close();
}
