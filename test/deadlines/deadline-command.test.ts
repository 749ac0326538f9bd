import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runDeadlineCheck, runDeadlineCompute } from '../../src/deadlines/deadline-command.js';

function run(command: typeof runDeadlineCheck, args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = command(args, {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { code, out: out.join(''), err: err.join('') };
}

describe('rejoinder deadline compute', () => {
  it('prints the date, the readings and every step; words go to stderr', () => {
    const { code, out, err } = run(runDeadlineCompute, [
      '--rule',
      'DEMAND_CALENDAR_EXCLUSIVE',
      '--trigger',
      '2014-06-05',
      '--count',
      '5',
      '--unit',
      'days',
      '--holidays',
      'US-FEDERAL',
    ]);
    expect(code).to.equal(0);
    expect(out)
      .to.contain('due       Tue 10 Jun 2014')
      .and.to.contain('earliest  Mon 9 Jun 2014')
      .and.to.contain('Sat 7 Jun 2014  day 2');
    expect(err).to.contain('Counting aid, not legal advice');
  });
  it('prints the whole result as JSON', () => {
    const { code, out } = run(runDeadlineCompute, [
      '--rule',
      'CCP 1010.6',
      '--trigger',
      '2025-05-19',
      '--count',
      '30',
      '--unit',
      'days',
      '--service',
      'electronic',
      '--json',
    ]);
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.include({ due: '2025-06-23', verified: true });
  });
  it('counts outside the table only as not verified', () => {
    const { code, err } = run(runDeadlineCompute, [
      '--rule',
      'FRCP 6(a)',
      '--trigger',
      '2039-05-19',
      '--count',
      '30',
      '--unit',
      'days',
    ]);
    expect(code).to.equal(1);
    expect(err).to.contain('Not verified');
  });
  for (const args of [
    ['--rule', 'X', '--trigger', '2014-06-05', '--count', '5', '--unit', 'days'],
    ['--rule', 'FRCP 6(a)'],
    ['--what'],
    ['5'],
    ['--rule', 'FRCP 6(a)', '--trigger', '2014-06-05', '--count', 'five', '--unit', 'days'],
  ])
    it(`refuses ${args.join(' ')} in a sentence`, () => {
      const { code, out, err } = run(runDeadlineCompute, args);
      expect(code).to.equal(64);
      expect(out).to.equal('');
      expect(err.length).to.be.greaterThan(10);
    });
});

describe('rejoinder deadline check', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deadlines-'));
  after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, contents: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, typeof contents === 'string' ? contents : JSON.stringify(contents));
    return path;
  };
  const fine = {
    id: 'A',
    rule: 'FRCP 6(a)(1)',
    trigger: '2026-03-02',
    count: 10,
    unit: 'days',
    expected: '2026-03-12',
    direction: 'forward',
    holidays: 'US-FEDERAL',
    why: 'plain',
    source: 'rule',
  };
  const cases = [
    fine,
    {
      ...fine,
      id: 'B',
      rule: 'FRCP 6(a)(2)',
      trigger: '2026-09-10T14:15',
      count: 72,
      unit: 'hours',
      tz: 'America/New_York',
      expected: '2026-09-14T14:15',
    },
    {
      ...fine,
      id: 'C',
      rule: 'FRCP 6(a)(4)(A)',
      trigger: '2026-07-01',
      count: 0,
      unit: 'end_of_day_utc',
      direction: 'n/a',
      tz: 'America/New_York',
      expected: '2026-07-02T03:59:59Z',
    },
    {
      ...fine,
      id: 'D',
      rule: 'CCP 1013(a)',
      trigger: '2026-08-03',
      count: 30,
      service: 'mail_in_state',
      holidays: 'US-CA-JUDICIAL',
      extension: '5 calendar_days',
      expected: '2026-09-08',
    },
    {
      ...fine,
      id: 'E',
      rule: 'FRCP 6(a)(3)',
      trigger: '2026-02-09',
      count: 14,
      closed: ['2026-02-23'],
      expected: '2026-02-24',
    },
  ];

  it('counts what passed and what failed', () => {
    const wrong = { ...fine, id: 'W', expected: '2026-03-13' };
    expect(run(runDeadlineCheck, [write('right.json', cases)])).to.deep.equal({
      code: 0,
      out: '5 passed, 0 failed\n',
      err: '',
    });
    const { code, out } = run(runDeadlineCheck, [write('wrong.json', [...cases, wrong, { id: 'X' }])]);
    expect(code).to.equal(1);
    expect(out).to.contain('W: expected 2026-03-13, got 2026-03-12').and.to.contain('5 passed, 2 failed');
  });
  it('lists each case as JSON', () => {
    const { out } = run(runDeadlineCheck, [write('json.json', [fine]), '--json']);
    expect(JSON.parse(out)).to.deep.equal([{ id: 'A', expected: '2026-03-12', got: '2026-03-12', ok: true }]);
  });
  it('says which file cannot be read', () => {
    expect(run(runDeadlineCheck, [join(folder, 'none.json')]).code).to.equal(66);
    expect(run(runDeadlineCheck, [write('no.json', '{')]).code).to.equal(66);
    expect(run(runDeadlineCheck, [write('object.json', {})]).code).to.equal(66);
    expect(run(runDeadlineCheck, []).code).to.equal(64);
  });
});
