// A folder imports only itself and what stands before it.
const ORDER = [
  'migrations',
  'platform',
  'pdf',
  'tabular',
  'web',
  'audit',
  'auth',
  'people',
  'matters',
  'documents',
  'deadlines',
  'reminders',
  'demands',
  'letters',
  'evidence',
  'measurements',
  'notices',
  'statements',
  'bundles',
  'replies',
  'search',
  'overview',
];

/** What the web process may never load: PDF libraries and parsers of untrusted documents. */
const PARSERS = '^node_modules/(pdf-lib|@cantoo|@hyzyla|sharp|mailparser|@kenjiuno|mammoth)';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...ORDER.map((folder, at) => ({
      name: `${folder}-looks-back-only`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: `^src/(${[...ORDER.slice(at + 1), '[^/]+\\.ts$', 'sample/', 'processes/'].join('|')})` },
    })),
    {
      name: 'copying-knows-no-findings',
      comment:
        'Findings ask the copying what it would do with a page; what both need stands above them in src/pdf.',
      severity: 'error',
      from: { path: '^src/pdf/copying/' },
      to: { path: '^src/pdf/findings/' },
    },
    {
      name: 'http-only-at-the-edge',
      comment: 'Only routes, the web folder and the app itself see requests.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '^src/(web/|app\\.ts|processes/(serve|mount-sample)\\.ts|.+-routes\\.ts|auth/(signed-in|session-store)\\.ts|matters/matter-in-hand\\.ts)',
      },
      to: { path: '^node_modules/(express|express-session|multer)/' },
    },
    {
      name: 'web-process-opens-no-documents',
      comment: 'Untrusted documents are opened only in the document child.',
      severity: 'error',
      from: { path: '^src/(app|main|processes/(serve|mount-sample))\\.ts$' },
      to: { path: PARSERS, reachable: true },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'no-undeclared',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
