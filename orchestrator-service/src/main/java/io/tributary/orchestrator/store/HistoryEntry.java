package io.tributary.orchestrator.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One transition that happened.
 *
 * @param event what caused it
 * @param detail generation, version, and the state's own members
 */
public record HistoryEntry(
    long id, Instant at, String event, String fromState, String toState, JsonNode detail) {}
