import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

const SELF = "'self'";
const NONE = "'none'";

/** Nothing from elsewhere, nothing inline, nobody frames us, nothing is cached. */
export function securityHeaders(isSecure: boolean): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: [NONE],
          scriptSrc: [SELF],
          styleSrc: [SELF],
          imgSrc: [SELF],
          fontSrc: [SELF],
          connectSrc: [SELF],
          frameSrc: [SELF],
          workerSrc: [SELF],
          formAction: [SELF],
          baseUri: [NONE],
          frameAncestors: [NONE],
          objectSrc: [NONE],
          ...(isSecure && { upgradeInsecureRequests: [] }),
        },
      },
      strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
    }),
    (_req: Request, res: Response, next: NextFunction) => {
      res.set({
        'Cache-Control': 'no-store',
        'Permissions-Policy':
          'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
      });
      next();
    },
  ];
}

/** Headers of a file that is saved, never opened by the browser in our name. */
export function downloadHeaders(
  res: Response,
  name: string,
  mediaType: 'application/pdf' | 'application/zip' | 'application/octet-stream',
): void {
  res.set({
    'Content-Type': mediaType,
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
}

/** Headers of a stranger's page, cleaned, that our own page shows in a sandboxed frame under a policy of its own. */
export function framedHeaders(res: Response, policy: string): void {
  res.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Disposition': 'inline',
    'Content-Security-Policy': policy,
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
}

/** Headers of a PDF or picture that our own page shows in a frame. */
export function inlineHeaders(res: Response, mediaType: 'application/pdf' | 'image/png'): void {
  res.set({
    'Content-Type': mediaType,
    'Content-Disposition': 'inline',
    'Content-Security-Policy':
      "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
}
