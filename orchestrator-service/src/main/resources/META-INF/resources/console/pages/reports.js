// @ts-check
import { html, nothing } from '../html.js';
import { moment } from '../model/text.js';
import '../parts/report.js';
import { api } from '../service/api.js';
import { Loading } from '../service/loading.js';

/** The signed reports of cutovers and rollbacks, to be shown, printed and kept. */
export class ReportsPage {
  /** @param {import('../app.js').App} app @param {string} migration */
  constructor(app, migration) {
    this.app = app;
    this.migration = migration;
    this.list = new Loading(() => api.reports(migration), () => app.changed());
    this.opened = '';
    /** @type {Loading<string>|null} */
    this.report = null;
    this.list.load();
  }

  view() {
    const { value, error } = this.list;
    return html`<section aria-labelledby="reports">
      <h2 id="reports" class="unprinted">Reports</h2>
      ${error ? html`<p class="problem wait" role="status">${error.message} <button @click=${() => this.list.load()}>Read again</button></p>` : nothing}
      ${value?.length === 0 ? html`<p class="quiet">There is one once a cutover or rollback has ended.</p>` : nothing}
      <ul class="reports unprinted">${(value ?? []).map(report => this.line(report))}</ul>
      ${this.report?.error ? html`<p class="problem stop" role="alert">${this.report.error.message}</p>` : nothing}
      ${this.report?.value ? html`<div class="row unprinted print"><button class="primary" @click=${() => print()}>Print</button></div>` : nothing}
      ${this.report?.value ? html`<signed-report class="report" role="region" aria-label="Report" tabindex="0" .text=${this.report.value}></signed-report>` : nothing}
    </section>`;
  }

  /** @param {import('../model/types.js').Report} report */
  line(report) {
    return html`<li class="card">
      <p><strong>${report.direction}</strong> of ${moment(report.at)} <span class="badge ${report.signed ? 'good' : 'wait'}">${report.signed ? 'signed' : 'not signed'}</span></p>
      <p class="code">${report.cutoverId}</p>
      <p class="row"><button @click=${() => this.show(report.cutoverId)} aria-pressed=${this.opened === report.cutoverId ? 'true' : 'false'}>Show</button>
        <button @click=${() => this.keep(report.cutoverId)}>Save as JSON</button></p>
    </li>`;
  }

  /** @param {string} id */
  async show(id) {
    this.opened = id;
    this.report = new Loading(() => api.report(this.migration, id, 'text/html'), () => this.app.changed());
    await this.report.load();
  }

  /** @param {string} id */
  async keep(id) {
    try {
      const text = await api.report(this.migration, id, 'application/json');
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.download = `${this.migration}-${id}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      this.app.notice = { tone: 'stop', text: error instanceof Error ? error.message : String(error), at: Date.now(), findings: [] };
      this.app.changed();
    }
  }
}
