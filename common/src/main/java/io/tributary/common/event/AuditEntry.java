package io.tributary.common.event;

import org.jspecify.annotations.Nullable;

/**
 * A request about a migration, with its sender and its outcome.
 *
 * @param migration its name
 * @param request the order, or {@code create}, {@code revise}, {@code switch} and {@code delete};
 *     method and path where rows were read or the sender was refused
 * @param by who asked
 * @param digest SHA-256 of the file that came with it, hexadecimal; null without a file
 * @param outcome what became of it
 * @param code why it was refused; null otherwise
 */
public record AuditEntry(
    String migration,
    String request,
    Requester by,
    @Nullable String digest,
    Outcome outcome,
    @Nullable String code) {

  /** What became of a request. */
  public enum Outcome {
    /** It is about to be decided; told before anything is done. */
    ASKED,
    /** It was answered, with keys or values of rows. */
    READ,
    /** It was refused, or failed. */
    REFUSED
  }
}
