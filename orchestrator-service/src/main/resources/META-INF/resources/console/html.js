// @ts-check
/** The library of templates (lit-html), as far as the pages use it. It escapes every value. */
export { html, svg, nothing, render } from './lib/lit-html.js';
export { repeat } from './lib/directives/repeat.js';
export { live } from './lib/directives/live.js';
