// @ts-check
import { render } from './html.js';
import { orderText } from './model/orders.js';
import { pageOf } from './pages/all.js';
import { SignInPage } from './pages/signin.js';
import { shell } from './parts/shell.js';
import { routeOf } from './route.js';
import { api, ApiError } from './service/api.js';
import { Feed } from './service/feed.js';
import { arrive, renew } from './service/provider.js';
import { forgetToken, token } from './service/session.js';

/**
 * The page: who uses it, where they are, and what was told last. Whatever changes, all of it is
 * shown anew, and the library of templates touches only what is different.
 *
 * @typedef {{view: () => unknown, close?: () => void}} Page
 * @typedef {import('./route.js').Route} Route
 * @typedef {{order: string, query?: Object<string, string>, about?: string, source?: string, act?: () => Promise<any>}} Wanted
 * @typedef {{wanted: Wanted, typed: string}} Confirmation
 * @typedef {{tone: 'good'|'stop', text: string, at: number, findings: import('./model/types.js').Finding[]}} Notice
 */
const TICK = 1_000;
const QUICK_TICK = 100;

export class App {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {import('./model/types.js').Sender|null} */
    this.sender = null;
    /** @type {Route} */
    this.route = routeOf(location.hash);
    /** @type {Feed|null} */
    this.feed = null;
    /** @type {Page} */
    this.page = new SignInPage(this, '');
    /** @type {Confirmation|null} */
    this.confirmation = null;
    /** @type {Notice|null} */
    this.notice = null;
    /** The order whose answer is awaited. */
    this.sending = '';
    this.scheduled = false;
    this.moved = false;
  }

  start() {
    addEventListener('hashchange', () => this.go());
    addEventListener('online', () => this.feed?.retry());
    this.tick();
    this.begin();
  }

  /** Signs in with the kept token, or with what an OpenID Connect server sent the browser back with. */
  async begin() {
    try {
      await arrive();
    } catch (error) {
      this.signOut(error instanceof Error ? error.message : String(error));
      return;
    }
    if (token() === null) {
      this.signOut('');
    } else {
      renew();
      await this.signIn();
    }
  }

  /** Asks who the kept token is of. */
  async signIn() {
    try {
      this.sender = await api.whoami();
      this.route = { migration: null, page: '' };
      this.go();
    } catch (error) {
      this.signOut(error instanceof Error ? error.message : String(error), !refused(error));
    }
  }

  /** @param {string} why @param {boolean} [keep] whether the token may still be good */
  signOut(why, keep = false) {
    if (!keep) {
      forgetToken();
    }
    this.leave();
    this.sender = null;
    const page = new SignInPage(this, why);
    this.page = page;
    this.changed();
    page.look();
  }

  /** @param {string} role */
  may(role) {
    return this.sender?.roles.includes(role) ?? false;
  }

  /** Shows what the address names. */
  go() {
    if (this.sender === null) {
      return;
    }
    const route = routeOf(location.hash);
    if (this.feed?.name !== route.migration) {
      this.feed?.close();
      this.feed = route.migration === null ? null : this.following(route.migration);
    }
    this.page.close?.();
    this.confirmation = null;
    this.moved = route.migration !== this.route.migration || route.page !== this.route.page;
    this.route = route;
    this.notice = null;
    this.page = pageOf(this, route);
    this.changed();
  }

  /** @param {string} name */
  following(name) {
    return new Feed(name, () => this.changed(), error => this.signOut(error.message));
  }

  leave() {
    this.page.close?.();
    this.feed?.close();
    this.feed = null;
    this.confirmation = null;
    this.notice = null;
  }

  /** Gives an order, or asks for the migration's name first. @param {Wanted} wanted */
  want(wanted) {
    if (orderText(wanted.order).named || wanted.about) {
      this.confirmation = { wanted, typed: '' };
      this.changed();
    } else {
      this.order(wanted);
    }
  }

  /** @param {Wanted} wanted */
  async order(wanted) {
    const name = this.feed?.name;
    if (name === undefined || this.sending !== '') {
      return;
    }
    const text = orderText(wanted.order);
    const act =
      wanted.act ??
      (() => api.order(name, wanted.order, { query: wanted.query, keyed: text.keyed, confirm: wanted.order === 'complete' }));
    await this.doing(wanted.order, `${text.label}: the order is stored and being carried out.`, act);
  }

  /**
   * Runs a request that changes something, and tells how it went.
   *
   * @param {string} what
   * @param {string} done
   * @param {() => Promise<any>} request
   * @returns {Promise<boolean>} whether it was taken
   */
  async doing(what, done, request) {
    this.sending = what;
    this.notice = null;
    this.changed();
    try {
      await request();
      this.notice = { tone: 'good', text: done, at: Date.now(), findings: [] };
      return true;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const findings = error instanceof ApiError ? error.findings : [];
      this.notice = { tone: 'stop', text, at: Date.now(), findings };
      return false;
    } finally {
      this.sending = '';
      this.changed();
    }
  }

  changed() {
    if (!this.scheduled) {
      this.scheduled = true;
      requestAnimationFrame(() => this.show());
    }
  }

  show() {
    this.scheduled = false;
    render(shell(this), this.root);
    document.title = this.title();
    if (this.moved) {
      this.moved = false;
      scrollTo(0, 0);
      /** @type {HTMLElement|null} */ (this.root.querySelector('h1'))?.focus({ preventScroll: true });
    }
  }

  title() {
    const about = this.route.migration === null ? 'Migrations' : this.route.migration;
    return this.sender === null ? 'Sign in – Tributary' : `${about} – Tributary`;
  }

  /** Times that run are shown anew, more often while applications wait. */
  tick() {
    const quick = this.feed?.status?.cutover?.steps.some(step => step.outcome === 'STARTED');
    setTimeout(() => this.tick(), quick ? QUICK_TICK : TICK);
    this.changed();
  }
}

/** @param {unknown} error */
function refused(error) {
  return error instanceof ApiError && (error.status === 401 || error.status === 403);
}
