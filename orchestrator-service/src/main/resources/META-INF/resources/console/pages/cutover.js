// @ts-check
import { html, nothing } from '../html.js';
import { nextOrder, orderText } from '../model/orders.js';
import { shownSteps } from '../model/steps.js';
import { clock, counted, millis, moment } from '../model/text.js';
import { lookingOnly, orderButton } from '../parts/buttons.js';
import { predicted } from '../parts/confirm.js';
import { problemBox } from '../parts/problem.js';
import { switching } from '../parts/switching.js';
import { typed } from '../parts/typed.js';
import { api } from '../service/api.js';
import { Loading } from '../service/loading.js';

/**
 * The change of sides: whether it could begin, for how long applications will wait, each step as it
 * goes, and what came of it.
 */
export class CutoverPage {
  /** @param {import('../app.js').App} app */
  constructor(app) {
    this.app = app;
    this.gate = new Loading(() => this.look(), () => app.changed());
    /** Which order's gate was looked at. */
    this.looked = '';
  }

  /** @returns {Promise<{open: boolean, findings: import('../model/types.js').Finding[]}>} */
  look() {
    const order = this.back() ? 'rollback' : 'cutover';
    this.looked = order;
    return api.order(this.app.feed?.name ?? '', order, { query: { dryRun: 'true' } });
  }

  /** Whether the next change, or the one that runs, goes back. */
  back() {
    const status = this.app.feed?.status;
    return running(status) ? status?.cutover?.direction === 'back' : status?.state === 'Switched';
  }

  view() {
    const status = this.app.feed?.status;
    if (!status) {
      return nothing;
    }
    return running(status) ? this.now(status) : this.before(status);
  }

  /** @param {import('../model/types.js').Status} status */
  now(status) {
    const change = status.cutover;
    const back = change?.direction === 'back';
    return html`<section class="change running" aria-labelledby="running">
      <h2 id="running">${status.state === 'Undoing' ? 'Being undone' : back ? 'Rolling back' : status.state === 'Rehearsing' ? 'Rehearsing' : 'Cutting over'}</h2>
      ${status.state === 'Rehearsing' ? html`<p>Nothing is fenced, and the applications go on writing.</p>` : nothing}
      ${status.state === 'Rehearsing' ? nothing : this.steps(status, change, back)}
      ${this.deadline(status)}
      ${switching(this.app, status)}
      ${problemBox(this.app, change?.error, { title: status.state === 'Undoing' ? 'Why it is undone' : undefined })}
    </section>`;
  }

  /** @param {import('../model/types.js').Status} status */
  deadline(status) {
    const feed = this.app.feed;
    const before = ['GATE', 'REHEARSE', 'HOLD_CLIENTS', 'FENCE', 'DRAIN', 'VERIFY'].includes(status.step ?? '');
    if (!feed || !status.cutover || status.state !== 'CuttingOver' || !before || feed.liveness.kind === 'lost') {
      return nothing;
    }
    const left = Date.parse(status.cutover.deadline) - feed.now();
    return left <= 0
      ? html`<p class="quiet">The time limit is over, so it is being undone.</p>`
      : html`<p class="quiet">Unless the other side is opened before, it is undone by itself in <span class="figure">${millis(left)}</span>.</p>`;
  }

  /** @param {import('../model/types.js').Status} status @param {import('../model/types.js').Change|undefined} change @param {boolean} back */
  steps(status, change, back) {
    const feed = this.app.feed;
    return html`<ol class="steps">
      ${shownSteps(status, change, back).map(step => html`<li class=${step.tone} aria-current=${step.tone === 'now' ? 'step' : nothing}>
        <span class="step">${step.step}</span>
        <span class="does">${step.does}${step.waitsFor === '' ? nothing : html` <b>${step.waitsFor}</b>`}</span>
        <span class="time figure">${time(step, feed)}<span class="sr"> ${toneWords(step.tone)}</span></span>
      </li>`)}
    </ol>`;
  }

  /** @param {import('../model/types.js').Status} status */
  before(status) {
    const back = this.back();
    const order = back ? 'rollback' : 'cutover';
    const possible = status.orders.includes(order);
    const last = this.last(status);
    return html`
      ${lookingOnly(this.app)}
      ${status.state === 'Switched' ? last : nothing}
      <section class="change" aria-labelledby="next-change">
        <h2 id="next-change">${back ? 'Roll back' : 'Cut over'}</h2>
        ${possible
          ? html`<p class="lead">${orderText(order).effect} ${predicted(this.app, order)}</p>`
          : html`<p class="lead">Not possible now. ${back ? 'The file asks for no way back.' : 'A cutover begins where every source is copied and followed.'}</p>`}
        ${possible && status.rollback && !status.rollback.possible ? html`<ul>${status.rollback.reasons.map(why => html`<li>${typed(why)}</li>`)}</ul>` : nothing}
        ${possible
          ? html`<div class="row">
              <button @click=${() => this.gate.load()} ?disabled=${this.gate.busy || !this.app.may('operator')}>${this.gate.busy ? 'Looking' : 'Look at the gate'}</button>
              ${status.orders.includes('rehearse') ? orderButton(this.app, { order: 'rehearse' }) : nothing}
              ${back || nextOrder(status)?.order === order ? nothing : orderButton(this.app, { order })}
            </div>`
          : nothing}
        ${this.looked === order ? this.findings() : nothing}
      </section>
      ${rehearsal(this.app, status)}
      ${status.state === 'Switched' ? nothing : last}`;
  }

  findings() {
    const { value, error, at } = this.gate;
    if (error) {
      return html`<p class="problem stop" role="alert">${typed(error.message)}</p>`;
    }
    if (value === null) {
      return nothing;
    }
    const order = [...value.findings].sort((a, b) => Number(a.passed) - Number(b.passed));
    return html`<div class="gate" role="status">
      <h3>${value.open ? 'The gate is open.' : 'The gate is closed.'} <span class="quiet">Nothing was touched. Looked at ${clock(at)}.</span></h3>
      <ul class="findings">${order.map(finding => html`<li class=${finding.passed ? 'good' : 'stop'}>
        <span class="badge ${finding.passed ? 'good' : 'stop'}">${finding.passed ? 'ok' : 'closed'}</span> <span>${typed(finding.message)}</span></li>`)}</ul>
    </div>`;
  }

  /** @param {import('../model/types.js').Status} status */
  last(status) {
    const change = status.cutover;
    if (!change) {
      return nothing;
    }
    const back = change.direction === 'back';
    return html`<section aria-labelledby="last-change">
      <h2 id="last-change">The last ${back ? 'rollback' : 'cutover'} <span class="quiet">began ${moment(change.startedAt)}</span></h2>
      ${change.pause
        ? html`<p class="lead">Writes were refused for <span class="figure">${millis(change.pause.millis)}</span>.
            ${change.pause.predicted ? `Predicted were ${millis(change.pause.predicted.p50Millis)}, at worst ${millis(change.pause.predicted.worstMillis)}.` : ''}</p>`
        : nothing}
      ${(change.held ?? []).map(held => html`<p>Clients of the pooler of ${held.source} waited for <span class="figure">${millis(held.longestWaitMillis)}</span> at most instead.</p>`)}
      ${problemBox(this.app, change.error, { title: 'Why it was undone' })}
      ${this.steps(status, change, back)}
      ${switching(this.app, status)}
    </section>`;
  }
}

/** @param {import('../model/types.js').Status|null|undefined} status */
function running(status) {
  return ['CuttingOver', 'Undoing', 'Rehearsing'].includes(status?.state ?? '');
}

/** @param {import('../model/steps.js').ShownStep} step @param {import('../service/feed.js').Feed|null} feed */
function time(step, feed) {
  if (step.millis !== null) {
    return millis(step.millis);
  }
  return step.startedAt === null || !feed || feed.liveness.kind === 'lost' ? '' : millis(Math.max(0, feed.now() - step.startedAt));
}

/** @param {string} tone */
function toneWords(tone) {
  return { done: 'done', now: 'in hand', failed: 'failed', ahead: 'to come' }[tone] ?? '';
}

/** @param {import('../app.js').App} app @param {import('../model/types.js').Status} status */
function rehearsal(app, status) {
  const found = status.rehearsal;
  if (!found) {
    return nothing;
  }
  return html`<section aria-labelledby="rehearsal">
    <h2 id="rehearsal">The last rehearsal${found.direction === 'BACK' ? ' of a rollback' : ''} <span class="quiet">ended ${moment(found.endedAt)}</span></h2>
    ${found.predicted
      ? html`<dl class="figures big">
          <div><dt>Predicted pause</dt><dd class="figure">${millis(found.predicted.p50Millis)}</dd></div>
          <div><dt>At worst</dt><dd class="figure">${millis(found.predicted.worstMillis)}</dd></div>
        </dl>`
      : nothing}
    ${problemBox(app, found.error, { title: 'Why it failed' })}
    ${found.queries.length === 0 ? nothing : html`<ul class="findings">${found.queries.map(query)}</ul>`}
    ${found.backup && !found.backup.error
      ? html`<p>${counted(found.backup.schemas.length, 'schema')} of the target restored from a backup in ${millis(found.backup.millis)};
          ${counted(found.backup.schemas.filter(schema => schema.differing.length > 0).length, 'schema')} came back otherwise.</p>`
      : nothing}
    ${problemBox(app, found.backup?.error, { title: 'Backups' })}
  </section>`;
}

/** @param {import('../model/types.js').Rehearsal['queries'][number]} found */
function query(found) {
  const good = !found.error && found.ratio !== undefined && found.ratio <= found.maxRatio;
  const times = found.atSource && found.atTarget
    ? `${(found.atSource.medianMicros / 1000).toFixed(3)} ms at the source, ${(found.atTarget.medianMicros / 1000).toFixed(3)} ms at the target`
    : '';
  return html`<li><span class="badge ${good ? 'good' : 'stop'}">${good ? 'ok' : 'slow'}</span>
    <span>Query ${found.name} of ${found.source}: ${found.error ? typed(found.error.message) : times + (good ? '.' : `; at most ${found.maxRatio} times is allowed.`)}</span></li>`;
}
