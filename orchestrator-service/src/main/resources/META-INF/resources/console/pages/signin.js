// @ts-check
import { html, nothing } from '../html.js';
import { leave, offer } from '../service/provider.js';
import { forgetRenewal, keepToken, token } from '../service/session.js';

/** Asks for the token, or sends to an OpenID Connect server where there is one for the console. */
export class SignInPage {
  /** @param {import('../app.js').App} app @param {string} why the last one was refused */
  constructor(app, why) {
    this.app = app;
    this.why = why;
    this.busy = false;
    /** @type {import('../service/provider.js').Offer|null} */
    this.offer = null;
  }

  /** Whether there is a server. */
  async look() {
    try {
      this.offer = await offer();
    } catch (error) {
      this.why ||= error instanceof Error ? error.message : String(error);
    }
    this.app.changed();
  }

  /** @param {import('../service/provider.js').Offer} to */
  async leave(to) {
    try {
      await leave(to);
    } catch (error) {
      this.why = error instanceof Error ? error.message : String(error);
      this.app.changed();
    }
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const typed = String(new FormData(form).get('token') ?? '').trim();
    if (typed !== '') {
      forgetRenewal();
      keepToken(typed);
      await this.again();
    }
  }

  async again() {
    this.busy = true;
    this.app.changed();
    await this.app.signIn();
  }

  /** @param {import('../service/provider.js').Offer} to */
  elsewhere(to) {
    return html`<div class="row">
        <button type="button" class="primary" @click=${() => this.leave(to)}>Sign in at ${new URL(to.authorization).host}</button>
      </div>
      <p class="quiet">Or with a token:</p>`;
  }

  view() {
    return html`<main class="signin">
      <div class="card">
        <p class="brand large">Tributary</p>
        <h1 tabindex="-1">Sign in</h1>
        ${this.offer === null ? nothing : this.elsewhere(this.offer)}
        <form @submit=${(/** @type {SubmitEvent} */ event) => this.submit(event)}>
          <label for="token">Token</label>
          <input id="token" name="token" type="password" autocomplete="current-password" spellcheck="false" required autofocus
            aria-describedby="where" aria-invalid=${this.why === '' ? nothing : 'true'}>
          ${this.why === '' ? nothing : html`<p class="problem stop" role="alert">${this.why}</p>`}
          <div class="row">
            <button class="primary" ?disabled=${this.busy}>${this.busy ? 'Signing in' : 'Sign in'}</button>
            ${token() === null ? nothing : html`<button type="button" @click=${() => this.again()}>Try again</button>`}
          </div>
        </form>
        <div id="where" class="quiet">
          <p><code>./tributary up</code> and <code>demo</code> keep their token in the file <code>api.token</code> of their home directory:</p>
          <p><code class="line">cat .tributary/api.token</code><br><code class="line">cat .tributary/demo/api.token</code></p>
          <p>Where OpenID Connect is configured, an access token of its server does as well. It is kept for this tab alone, until the tab is closed.</p>
        </div>
      </div>
    </main>`;
  }
}
