// @ts-check
import { html, nothing } from '../html.js';
import { clock, counted } from '../model/text.js';
import { PAGES, addressOf } from '../route.js';
import { confirmation } from './confirm.js';
import { heading } from './heading.js';
import { notice } from './notice.js';

/**
 * What is around every page.
 *
 * @param {import('../app.js').App} app
 */
export function shell(app) {
  if (app.sender === null) {
    return app.page.view();
  }
  const migration = app.route.migration;
  return html`
    <a class="skip" href="#main" @click=${skip}>Skip to the content</a>
    <header class="top">
      <nav aria-label="Console">
        <a class="brand" href="#/">Tributary</a>
        ${migration === null ? nothing : html`<span aria-hidden="true" class="slash">/</span><a href=${addressOf(migration)}>${migration}</a>`}
      </nav>
      <div class="who">
        ${app.feed ? liveness(app.feed) : nothing}
        <span class="quiet name"><span class="sr">Signed in as </span>${app.sender.principal} <span class="roles">(${app.sender.roles.join(', ')})</span></span>
        <button class="plain" @click=${() => app.signOut('')}>Sign out</button>
      </div>
    </header>
    ${migration === null ? app.page.view() : around(app, migration)}
    ${confirmation(app)}`;
}

/** @param {import('../app.js').App} app @param {string} migration */
function around(app, migration) {
  const feed = app.feed;
  if (!feed || feed.liveness.kind === 'gone') {
    const why = feed?.liveness.kind === 'gone' ? feed.liveness.why : '';
    return html`<main id="main"><h1 tabindex="-1">${migration}</h1><p class="problem stop" role="alert">${why}</p></main>`;
  }
  return html`
    <main id="main">
      ${feed.liveness.kind === 'live' || feed.liveness.kind === 'connecting' ? nothing : stale(feed)}
      ${heading(app, feed)}
      <nav class="tabs" aria-label="Pages of ${migration}">
        ${PAGES.map(([page, label]) => tab(app, migration, page, label))}
      </nav>
      ${notice(app)}
      ${feed.status === null
        ? html`<p class="quiet" role="status">Waiting for the orchestrator to tell how it is.</p>`
        : html`<div class="page">${app.page.view()}</div>`}
    </main>`;
}

/** @param {import('../app.js').App} app @param {string} migration @param {string} page @param {string} label */
function tab(app, migration, page, label) {
  return html`<a href=${addressOf(migration, page)} aria-current=${app.route.page === page ? 'page' : nothing}>${label}${marked(app, page)}</a>`;
}

/** @param {import('../app.js').App} app @param {string} page */
function marked(app, page) {
  const sources = app.feed?.status?.sources ?? [];
  const streams = sources.flatMap(source => (source.wayBack ? [source, source.wayBack] : [source]));
  const sum = (/** @type {(s: import('../model/types.js').Source) => number} */ of) => streams.reduce((all, each) => all + of(each), 0);
  if (page === 'tables') {
    const different = sum(each => each.validation?.different ?? 0);
    return different === 0 ? nothing : html` <span class="mark stop">${different}<span class="sr"> different</span></span>`;
  }
  if (page === 'aside') {
    const aside = sum(each => (each.stream?.deadLetters ?? 0) + (each.stream?.quarantined ?? 0));
    return aside === 0 ? nothing : html` <span class="mark wait">${aside}<span class="sr"> rows</span></span>`;
  }
  return nothing;
}

/** @param {import('../service/feed.js').Feed} feed */
function liveness(feed) {
  const words = { connecting: 'Connecting', live: 'Live', standby: 'Standing by', lost: 'Not live', gone: 'Gone' };
  const tone = { connecting: 'calm', live: 'good', standby: 'wait', lost: 'stop', gone: 'stop' };
  return html`<span class="live ${tone[feed.liveness.kind]}">${words[feed.liveness.kind]}</span>`;
}

/** @param {import('../service/feed.js').Feed} feed */
function stale(feed) {
  const told = feed.liveness;
  if (told.kind === 'standby') {
    return html`<div class="banner wait" role="status"><p><strong>This instance stands by.</strong> What is shown is asked for every two seconds. Orders go to the active instance.</p></div>`;
  }
  if (told.kind !== 'lost') {
    return nothing;
  }
  const seconds = Math.max(0, Math.ceil((told.again - Date.now()) / 1000));
  return html`<div class="banner stop">
    <p role="status"><strong>Not live.</strong>
      ${feed.status ? `What is shown is as it was at ${clock(feed.heardAt)}. ` : ''}${told.why}</p>
    <p class="again">${seconds > 0 ? `Tried again in ${counted(seconds, 'second')}.` : 'Trying again.'}
      <button @click=${() => feed.retry()}>Try now</button></p>
  </div>`;
}

/** @param {Event} event */
function skip(event) {
  // The address behind # names pages, not places in them.
  event.preventDefault();
  /** @type {HTMLElement|null} */ (document.querySelector('h1'))?.focus();
}
