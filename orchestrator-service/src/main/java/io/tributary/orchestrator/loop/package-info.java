/**
 * Carries out what the state machine decides: one thread per migration, one event after the other.
 */
@NullMarked
package io.tributary.orchestrator.loop;

import org.jspecify.annotations.NullMarked;
