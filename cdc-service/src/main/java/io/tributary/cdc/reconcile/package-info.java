/** Brings each source to the goal that the orchestrator published, and reports what it sees. */
@NullMarked
package io.tributary.cdc.reconcile;

import org.jspecify.annotations.NullMarked;
