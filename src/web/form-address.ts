import type { RequestHandler, Router } from 'express';
import { goTo } from './locals.js';

/** What a layer of an Express router knows of its route; the published types leave the methods out. */
interface Route {
  readonly path: string;
  readonly methods: Readonly<Record<string, boolean>>;
}

/**
 * A form that was refused is shown at the address it was sent to, and a browser that comes back there asks with GET:
 * it is led to the nearest page above. Which one depends on the address alone, so it tells a stranger nothing.
 */
export function backFromForms(
  rooms: readonly { readonly at: string; readonly routes: Router }[],
): RequestHandler {
  const routes = rooms.flatMap(({ at, routes: router }) =>
    router.stack.flatMap((layer) => {
      const route = layer.route as Route | undefined;
      return route ? [{ pattern: patternOf(at + route.path), methods: route.methods }] : [];
    }),
  );
  const answers = (method: string, path: string) =>
    routes.some((route) => route.methods[method] === true && route.pattern.test(path));
  return (req, res, next) => {
    if (req.method !== 'GET' || !answers('post', req.path)) return next();
    let page = req.path;
    while (page !== '' && !answers('get', page)) page = page.slice(0, page.lastIndexOf('/'));
    goTo(res, page === '' ? '/' : page);
  };
}

/** `/matters/:matterId/letters` as an expression; one slash at the end does no harm. */
function patternOf(path: string): RegExp {
  const source = path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+'))
    .join('/');
  return new RegExp(`^/${source}/?$`);
}
