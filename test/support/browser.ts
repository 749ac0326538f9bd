export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly location: string | null;
}

export interface SentFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Enough of a browser for tests: cookies, the CSRF token of the last page, forms and uploads. Redirects are not followed. */
export class Browser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();
  csrf = '';

  constructor(url: string) {
    this.#url = url;
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#send(path, { headers });
  }

  /** Sends a form as our own page would; `_csrf` is added unless given. */
  async post(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    if (this.csrf === '') await this.get('/');
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ _csrf: this.csrf, ...fields }))
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
    return this.#send(path, { method: 'POST', body, headers });
  }

  /** Sends files as a multipart form, the token in the address as our pages do. */
  async upload(
    path: string,
    files: readonly SentFile[],
    fields: Readonly<Record<string, string>> = {},
    options: { fileField?: string; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Answer> {
    if (this.csrf === '') await this.get('/');
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    for (const file of files)
      body.append(
        options.fileField ?? 'files',
        new Blob([typeof file.content === 'string' ? file.content : new Uint8Array(file.content)]),
        file.name,
      );
    const joint = path.includes('?') ? '&' : '?';
    return this.#send(`${path}${joint}_csrf=${encodeURIComponent(this.csrf)}`, {
      method: 'POST',
      body,
      headers: options.headers ?? {},
    });
  }

  async bytes(path: string): Promise<{ status: number; headers: Headers; body: Buffer }> {
    const response = await fetch(this.#url + path, { headers: this.#headers({}), redirect: 'manual' });
    return {
      status: response.status,
      headers: response.headers,
      body: Buffer.from(await response.arrayBuffer()),
    };
  }

  cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async #send(
    path: string,
    init: RequestInit & { headers: Readonly<Record<string, string>> },
  ): Promise<Answer> {
    const response = await fetch(this.#url + path, {
      ...init,
      headers: this.#headers(init.headers),
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const text = await response.text();
    const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
    if (token !== undefined) this.csrf = token;
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get('location'),
    };
  }

  #headers(extra: Readonly<Record<string, string>>): Record<string, string> {
    return { accept: 'text/html', 'sec-fetch-site': 'same-origin', cookie: this.cookieHeader(), ...extra };
  }
}
