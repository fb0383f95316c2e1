/**
 * Speaks to the other services: creates the topics, reads what is observed, publishes desired
 * state.
 */
@NullMarked
package io.tributary.orchestrator.topic;

import org.jspecify.annotations.NullMarked;
