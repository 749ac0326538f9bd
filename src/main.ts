import { serveOrExit } from './serve.js';

await serveOrExit();
