package io.tributary.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
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
 * @param credentials where the secrets are kept that the request lets the services use, if it is
 *     carried out; never what they are
 */
public record AuditEntry(
    String migration,
    String request,
    Requester by,
    @Nullable String digest,
    Outcome outcome,
    @Nullable String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> credentials) {

  /** An entry of a request that lets nobody use a secret. */
  public AuditEntry(
      String migration,
      String request,
      Requester by,
      @Nullable String digest,
      Outcome outcome,
      @Nullable String code) {
    this(migration, request, by, digest, outcome, code, List.of());
  }

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
