import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadReference } from '../../src/deadlines/counting/reference.js';
import { computeHelp, runDeadlineCheck, runDeadlineCompute } from '../../src/deadlines/deadline-command.js';

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
    expect(out)
      .to.contain('Counting aid, not legal advice')
      .and.to.contain('asked     5 days; from 2014-06-05');
    expect(err).to.equal('');
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
  const asked = (text: string) => run(runDeadlineCompute, text.split(' '));

  it('takes every option there is', () => {
    const all =
      '--rule CCP_12 --trigger 2026-06-01 --count 10 --unit days --direction forward --service mail_in_state ' +
      '--served-on 2026-06-02 --holidays US-CA-JUDICIAL --tz America/Los_Angeles --jurisdiction US-CA --act party ' +
      '--roll next --cutoff 17:00 --closed 2026-07-06 --closed 2026-07-07 --tolled 2026-06-08..2026-06-09 ' +
      '--extended-to 2026-07-20 --json';
    const { code, out, err } = asked(all);
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.include({ due: '2026-07-20', verified: true });
    expect(err).to.contain('Counting aid, not legal advice');
    const added = asked('--rule FRCP_6(d) --trigger 2026-06-01 --count 14 --unit days');
    expect(added.out).to.contain('due       Mon 15 Jun 2026');
    const extended = run(runDeadlineCompute, [
      ...'--rule CCP_12 --trigger 2026-06-01 --count 10 --unit days --extension'.split(' '),
      '2 court days',
    ]);
    expect(extended.out).to.contain('due       Mon 15 Jun 2026');
  });
  it('keeps the sheet of a long count to a page, plain days drawn together', () => {
    const { out } = asked('--rule DEMAND_CALENDAR_EXCLUSIVE --trigger 2026-06-01 --count 365 --unit days');
    expect(out.split('\n').length).to.be.lessThan(60);
    expect(out).to.contain('Tue 2 Jun 2026 to Mon 31 May 2027  days 1 to 364');
  });

  const refused: [string, RegExp][] = [
    ['--rule FRCP_99 --trigger 2026-01-01 --count 5 --unit days', /^There is no rule “FRCP_99” here/],
    [
      '--rule CCP_12 --trigger 2026-01-01 --count 5 --unit days --holidays X',
      /^There is no holiday calendar “X”/,
    ],
    [
      '--rule CCP_12 --trigger 2026-01-01 --count 5 --unit days --tz Mars/Base',
      /^“Mars\/Base” is not a time zone/,
    ],
    ['--rule CCP_12 --trigger 2026-01-01 --count 0 --unit days', /^A count of 0 calendar days gives no date/],
    [
      '--rule CCP_12 --trigger 2026-01-01 --count -3 --unit days',
      /^A count of -3 calendar days gives no date/,
    ],
    [
      '--rule CCP_12 --trigger 2026-01-01 --count 10000 --unit days',
      /^A count of 10000 calendar days is too long/,
    ],
    [
      '--rule CPR_6.26 --trigger 2026-12-23 --service first_class_post --count 14 --unit deemed_service',
      /^The day of deemed service counts no number.*clear_days_after_deemed_service for 14 days after it\.$/,
    ],
    ['--rule CCP_12 --trigger 2026-02-31 --count 5 --unit days', /February 2026 has 28 days\.$/],
    [
      '--rule DEMAND_HOURS --trigger 2026-03-08T02:30 --count 5 --unit hours --tz America/New_York',
      /^02:30 on 2026-03-08 does not exist in America\/New_York/,
    ],
    [
      '--rule CCP_12 --trigger 2026-01-05 --served-on 2026-01-04 --count 5 --unit days',
      /^Service on Sun 4 Jan 2026/,
    ],
    ['--rule CCP_12 --trigger 2026-01-05 --extended-to 2026-01-04 --count 5 --unit days', /^An extension to/],
    [
      '--rule CCP_12 --trigger 2026-01-05 --tolled 2026-01-04 --count 5 --unit days',
      /is not a stop of the clock/,
    ],
    ['--rule CCP_12 --trigger 2026-01-05 --extension five --count 5 --unit days', /is not an extension/],
    ['--rule CCP_12 --trigger 2026-01-05 --closed soon --count 5 --unit days', /is not a date/],
    ['--rule CCP_12 --trigger 2026-01-05 --act judge --count 5 --unit days', /is not an act/],
    ['--rule CCP_12 --trigger 2026-01-05 --roll about --count 5 --unit days', /is not a way to roll/],
    [
      '--rule CCP_12 --trigger 2026-01-05 --cutoff 25:00 --tz UTC --count 5 --unit days',
      /is not a time of day/,
    ],
    ['--rule CCP_12 --trigger 2026-01-05 --service owl --count 5 --unit days', /no method of service “owl”/],
    ['--rule CCP_12 --trigger 2026-01-05 --unit days', /^--count is missing\.$/],
    ['--rule CCP_12 --trigger 2026-01-05 --count 1.5 --unit days', /is not a whole number/],
  ];
  for (const [args, says] of refused)
    it(`64 and one sentence: ${args}`, () => {
      const { code, out, err } = asked(args);
      expect(code).to.equal(64);
      expect(out).to.equal('');
      expect(err.trim()).to.match(says).and.match(/\.$/);
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
  for (const [words, broken, says] of [
    [
      'no id',
      { ...fine, id: undefined },
      'case 2: expected , got not a case: “id” is missing; it should be text, like "A"',
    ],
    ['a count in words', { ...fine, count: 'ten' }, '“count” is "ten"; it should be a whole number, like 21'],
    [
      'an act of its own',
      { ...fine, act: 'office' },
      '“act” is "office"; it should be "court_office" or "party"',
    ],
    [
      'holidays that are a number',
      { ...fine, holidays: 5 },
      '“holidays” is 5; it should be the id of a table',
    ],
    ['no object', 'FRCP', 'it should be an object with id, rule, trigger, unit and expected'],
  ] as const)
    it(`says which case is wrong and what it should be: ${words}`, () => {
      const { code, out } = run(runDeadlineCheck, [write('broken.json', [fine, broken])]);
      expect(code).to.equal(1);
      expect(out).to.contain(says).and.to.contain('1 passed, 1 failed');
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

  it('--help names every rule with its units, and every table of holidays', () => {
    const help = computeHelp();
    const { rules, tables } = loadReference();
    for (const { id } of rules) expect(help).to.contain(`  ${id} `);
    for (const { calendar } of tables) expect(help).to.contain(`  ${calendar.id} `);
    expect(help).to.match(/DEMAND_HOURS .*; hours/);
    expect(help).to.contain('Cal. (US-CA), California (US-CA)');
  });
});
