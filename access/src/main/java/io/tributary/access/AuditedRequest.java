package io.tributary.access;

import io.tributary.common.event.AuditEntry;
import io.tributary.common.event.AuditEntry.Outcome;
import io.tributary.common.event.Requester;
import java.time.Instant;
import java.util.Optional;

/**
 * A request for the audit topic that is in no migration's history, as an event of CDI; fired
 * asynchronously.
 *
 * @param entry what was asked by whom, and what became of it
 * @param at when
 */
public record AuditedRequest(AuditEntry entry, Instant at) {
  /** Stands for the name of a migration where none is known. */
  private static final String NO_MIGRATION = "-";

  /**
   * One that was refused because of its sender.
   *
   * @param request its method and path, or how many more there were
   * @param by who sent it; {@code anonymous} without a known token
   * @param code why it was refused
   */
  static AuditedRequest refused(String request, Requester by, String code, Instant at) {
    return new AuditedRequest(
        new AuditEntry(NO_MIGRATION, request, by, null, Outcome.REFUSED, code), at);
  }

  /**
   * An order about to be carried out, or refused, by a service that keeps no history.
   *
   * @param migration as the sender named it
   * @param code why it was refused; empty before it is decided
   */
  static AuditedRequest ordered(
      String migration, String order, Requester by, Optional<String> code, Instant at) {
    Outcome outcome = code.isPresent() ? Outcome.REFUSED : Outcome.ASKED;
    return new AuditedRequest(
        new AuditEntry(migration, order, by, null, outcome, code.orElse(null)), at);
  }

  /**
   * One that was answered with rows.
   *
   * @param migration empty where the request is about all
   * @param request its method, path and query, which say which rows
   */
  static AuditedRequest read(Optional<String> migration, String request, Requester by, Instant at) {
    return new AuditedRequest(
        new AuditEntry(migration.orElse(NO_MIGRATION), request, by, null, Outcome.READ, null), at);
  }
}
