/** Brings each source to the goal that the orchestrator published, and reports what it sees. */
package io.tributary.cdc.reconcile;
