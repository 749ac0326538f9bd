import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'public/vendor/', 'coverage/', 'data/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in words are what templates are for.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: false, allowNever: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/unbound-method': 'off', // our interfaces are records of functions, not classes
      // Handlers of one shape may have nothing to await.
      '@typescript-eslint/require-await': 'off',
      // Express takes async handlers and reports what they throw.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, properties: false, attributes: false } },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-control-regex': 'off', // names are cleaned of control characters by naming them
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'], CallExpression[callee.object.name='Date']",
          message: 'Dates are plain dates; the clock is an argument (platform/clock.ts).',
        },
        {
          selector: "NewExpression[callee.name='TextDecoder'][arguments.length>0]",
          message: 'TextDecoder is wrong for windows-1252 on Node 20; use iconv-lite.',
        },
        {
          selector: "TaggedTemplateExpression[tag.object.name='sql'][tag.property.name='raw']",
          message: 'Values never go into raw SQL.',
        },
      ],
    },
  },
  { files: ['src/platform/clock.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off', // chai's words end in a property
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: ['public/js/**/*.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        window: 'readonly',
        Event: 'readonly',
        CustomEvent: 'readonly',
        FormData: 'readonly',
        File: 'readonly',
        XMLHttpRequest: 'readonly',
        HTMLElement: 'readonly',
        HTMLInputElement: 'readonly',
        Intl: 'readonly',
        navigator: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        requestAnimationFrame: 'readonly',
        location: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        CSS: 'readonly',
        NodeFilter: 'readonly',
        Node: 'readonly',
        getSelection: 'readonly',
        MutationObserver: 'readonly',
        sessionStorage: 'readonly',
        console: 'readonly',
      },
    },
  },
  {
    files: ['**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: { module: 'readonly', URL: 'readonly', process: 'readonly', console: 'readonly' },
    },
  },
);
