/** The mail server that takes our mail, from `SMTP_URL`. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** True for `smtps://`: encrypted from the first byte. */
  readonly isSecure: boolean;
  readonly user: string | null;
  readonly password: string | null;
  /** The address our mail comes from. */
  readonly from: string;
}

export interface MailSettings {
  /** Null where no mail server is set: nothing is sent then, and the pages say so. */
  readonly server: MailServer | null;
  /** Where the links in mail and calendars lead, without a slash at the end. */
  readonly publicUrl: string;
}

const ADDRESS = /^[^@\s<>",]+@[^@\s<>",]+$/;

/**
 * `smtp://user:password@mail.firm.example:587/?from=rejoinder@firm.example`, or smtps://. Without `from`, mail comes
 * from the user where that is an address, else from rejoinder@ the server. Null for anything else.
 */
export function mailServerOf(text: string): MailServer | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isSecure = url.protocol === 'smtps:';
  if (!isSecure && url.protocol !== 'smtp:') return null;
  if (url.hostname === '' || !/^\/?$/.test(url.pathname) || url.hash !== '') return null;
  if ([...url.searchParams.keys()].some((name) => name !== 'from')) return null;
  const user = decoded(url.username);
  const password = decoded(url.password);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const from = url.searchParams.get('from') ?? (ADDRESS.test(user) ? user : `rejoinder@${host}`);
  if (!ADDRESS.test(from)) return null;
  return {
    host,
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    isSecure,
    user: user === '' ? null : user,
    password: password === '' ? null : password,
    from,
  };
}

/** A stray per cent sign stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
