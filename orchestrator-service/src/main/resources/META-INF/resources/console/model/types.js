// @ts-check
/**
 * What the REST API answers with, as far as the console shows it (docs/api.md, /q/openapi). What
 * nobody knows is absent, and of numbers also null.
 *
 * @typedef {{code: string, type?: string, retryable: boolean, message: string}} Problem
 * @typedef {{side: 'sources'|'target'|'none'|'unknown', sentence: string}} Writes
 * @typedef {{name: string, state: string, since?: string, health: string, writes: Writes, error?: Problem}} Summary
 *
 * @typedef {object} TableCopy
 * @property {string} table
 * @property {number} rows
 * @property {number} bytes
 * @property {number|null} [rowsExpected]
 * @property {number|null} [remainingSeconds]
 *
 * @typedef {object} Stream what one stream has moved; counts since it began
 * @property {number} snapshotRows
 * @property {number|null} [snapshotRowsExpected]
 * @property {number|null} [snapshotRemainingSeconds]
 * @property {TableCopy[]} copies
 * @property {number} changes
 * @property {number} transactions
 * @property {number} bytes
 * @property {number|null} [lagMillis] absent while nobody knows it
 * @property {number} lagP50Millis
 * @property {number} lagP99Millis
 * @property {number|null} [behindBytes]
 * @property {number|null} [behindRows]
 * @property {number|null} [keptWalBytes]
 * @property {number} deadLetters
 * @property {number} quarantined
 *
 * @typedef {{key: Object<string, string>, kind: string, columns: string[], reason?: string}} Difference
 *
 * @typedef {{column: string, source?: string|null, target?: string|null}} ColumnValues
 * @typedef {{key: Object<string, string>, atSource: boolean, atTarget: boolean, columns: ColumnValues[]}} RowValue
 * @typedef {{rows: RowValue[], unread: number, at: string}} RowValues what both ends have of rows that differ
 *
 * @typedef {object} Verdict
 * @property {string} source
 * @property {string} table
 * @property {string} target
 * @property {number} sourceRows -1 where unknown
 * @property {number} targetRows -1 where unknown
 * @property {number} quarantinedRows
 * @property {string} verdict
 * @property {Difference[]} differences
 * @property {number} differenceCount
 * @property {number} unsettledRows
 * @property {string} comparedAt
 * @property {number} durationMillis
 * @property {string} scope
 * @property {ChangeCount} [changes] none where there was none, or where they are not known
 *
 * @typedef {{source: string, table: string, inserts: number, updates: number, deletes: number, truncates: number, bytes: number, since: string, at: string}} ChangeCount
 *
 * @typedef {object} Validation
 * @property {number} tables that move, compared or not
 * @property {number} compared at least once
 * @property {number} equal
 * @property {number} different
 * @property {number} unsettled
 * @property {number} failed
 * @property {number} passes
 * @property {number} verified
 * @property {number} comparingAnew
 * @property {number} changedRows
 * @property {string} [verifiedCutoverId]
 * @property {Verdict[]} verdicts
 *
 * @typedef {{table: string, ordered: number, phase: string, rows: number, error?: Problem}} TableRestart
 *
 * @typedef {object} Source
 * @property {string} name
 * @property {string} phase
 * @property {boolean} achieved
 * @property {string} [connector]
 * @property {number} [snapshotPercent]
 * @property {Stream} [stream]
 * @property {{token: string, drained: boolean, fencedAt: string}} [fence]
 * @property {{request: number, applied: number, left: number}} [deadLetters]
 * @property {{request: number, written: number, deleted: number, left: number, error?: Problem}} [repair]
 * @property {TableRestart[]} [tableRestarts]
 * @property {string[]} [newTables]
 * @property {Problem} [error]
 * @property {Problem[]} [warnings]
 * @property {string} [at]
 * @property {Validation} [validation]
 * @property {Source} [wayBack]
 *
 * @typedef {{step: string, outcome: 'STARTED'|'SUCCEEDED'|'FAILED', startedAt: string, endedAt?: string, millis: number}} Step
 * @typedef {{p50Millis: number, worstMillis: number}} Pause
 * @typedef {{check: string, source?: string, table?: string, passed: boolean, message: string}} Finding
 * @typedef {{action: string, outcome: string, startedAt: string, endedAt?: string, tries: number, error?: Problem, output: string}} SwitchAction
 *
 * @typedef {object} Change the running or last change of sides
 * @property {string} id
 * @property {'out'|'back'} direction
 * @property {string} startedAt
 * @property {string} deadline
 * @property {Step[]} steps
 * @property {{millis: number, predicted?: Pause}} [pause]
 * @property {{source: string, heldMillis: number, longestWaitMillis: number}[]} [held] clients of poolers that waited
 * @property {Finding[]} gate
 * @property {SwitchAction[]} switching
 * @property {Problem} [error]
 *
 * @typedef {object} Rehearsal
 * @property {string} rehearsalId
 * @property {'OUT'|'BACK'} direction
 * @property {string} startedAt
 * @property {string} endedAt
 * @property {Pause} [predicted]
 * @property {{name: string, source: string, ratio?: number, maxRatio: number, error?: Problem, atSource?: {medianMicros: number}, atTarget?: {medianMicros: number}}[]} queries
 * @property {{schemas: {schema: string, differing: string[]}[], millis: number, error?: Problem}} [backup]
 * @property {Problem} [error]
 *
 * @typedef {{code: string, subject: string, result: 'PASSED'|'WARNING'|'FAILED', finding: string, fix: string}} Check
 *
 * @typedef {object} Status
 * @property {string} name
 * @property {string} state
 * @property {string} [step]
 * @property {string} [since]
 * @property {string[]} orders that are possible now
 * @property {string} health
 * @property {Writes} writes
 * @property {Problem} [error]
 * @property {Source[]} sources
 * @property {number} [copyRemainingSeconds] of all sources
 * @property {{checks: Check[], at: string}} [preflight]
 * @property {Change} [cutover]
 * @property {Rehearsal} [rehearsal]
 * @property {{possible: boolean, reasons: string[]}} [rollback]
 * @property {{workers: number, maxLoad: number, scrubRowsPerSecond: number}} limits
 *
 * @typedef {{principal: string, roles: string[]}} Sender
 * @typedef {{id: number, at: string, event: string, fromState?: string, toState: string, detail?: object, by?: {principal: string, roles: string[], address: string}, code?: string, digest?: string}} HistoryEntry
 * @typedef {{cutoverId: string, direction: string, at: string, signed: boolean}} Report
 * @typedef {{id: number, source: string, table: string, target: string, key: string[], op: string, code: string, cause: string, at: string, laterChanges: number}} DeadLetter
 * @typedef {{source: string, table: string, key: (string|null)[], column?: string, reason: string, detail: string, at: string}} QuarantinedRow
 */

export {};
