package io.tributary.orchestrator.evidence;

import io.tributary.common.error.TributaryException;
import io.tributary.common.evidence.EvidenceError;
import io.tributary.common.secret.SecretRef;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the service is configured with.
 *
 * @param version of the service
 * @param key where the private key is kept with which reports are signed; empty for none
 * @param directory where reports are written to as files; empty for nowhere
 */
public record EvidenceSettings(String version, Optional<SecretRef> key, Optional<Path> directory) {
  private static final String FILE = "file:";
  private static final String VARIABLE = "env:";

  /** Neither signed nor written to files. */
  public static EvidenceSettings plain(String version) {
    return new EvidenceSettings(version, Optional.empty(), Optional.empty());
  }

  /**
   * As the configuration spells them.
   *
   * @param key {@code file:PATH} or {@code env:NAME}
   * @throws TributaryException {@link EvidenceError#KEY} for any other spelling of the key
   */
  public static EvidenceSettings of(
      String version, Optional<String> key, Optional<String> directory) {
    return new EvidenceSettings(version, key.map(EvidenceSettings::place), directory.map(Path::of));
  }

  private static SecretRef place(String spelled) {
    if (spelled.startsWith(FILE)) {
      return SecretRef.file(spelled.substring(FILE.length()));
    }
    if (spelled.startsWith(VARIABLE)) {
      return SecretRef.env(spelled.substring(VARIABLE.length()));
    }
    throw new TributaryException(
        EvidenceError.KEY,
        "tributary.orchestrator.evidence-key is file:PATH or env:NAME, and not what it says.",
        Map.of());
  }
}
