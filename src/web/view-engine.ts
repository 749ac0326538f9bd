import ejs from 'ejs';

/** Views see one object, `it`, built by hand; a bare unknown name throws instead of rendering something else. */
export function renderView(
  file: string,
  it: object,
  done: (error: Error | null, html?: string) => void,
): void {
  const options = {
    strict: true,
    _with: false,
    localsName: 'it',
    cache: process.env['NODE_ENV'] !== 'development',
  };
  ejs.renderFile(file, it as ejs.Data, options, done);
}
