/**
 * Carries out what the state machine decides: one thread per migration, one event after the other.
 */
package io.tributary.orchestrator.loop;
