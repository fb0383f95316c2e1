/**
 * Speaks to the other services: creates the topics, reads what is observed, publishes desired
 * state.
 */
package io.tributary.orchestrator.topic;
