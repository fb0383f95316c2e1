package io.tributary.common.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A report with its signature, as the API answers and files hold it: {@code {"report": …,
 * "signature": …}}.
 *
 * @param report its canonical text
 * @param signature empty while nobody has signed it
 */
public record SignedReport(String report, Optional<ReportSignature> signature) {

  /**
   * Reads a file, whatever its spaces.
   *
   * @throws UncheckedIOException when it is no JSON
   * @throws IllegalArgumentException when it is no report
   */
  public static SignedReport read(String text) {
    JsonNode envelope = CanonicalJson.read(text);
    JsonNode report = envelope.path("report");
    if (!report.isObject()) {
      throw new IllegalArgumentException("it has no object named report");
    }
    JsonNode signature = envelope.path("signature");
    return new SignedReport(
        CanonicalJson.text(report),
        signature.isMissingNode()
            ? Optional.empty()
            : Optional.of(
                new ReportSignature(
                    signature.path("algorithm").asText(),
                    signature.path("publicKey").asText(),
                    signature.path("value").asText())));
  }

  /** Whether there is a signature, and it is that of this report. */
  public boolean intact() {
    return signature.map(made -> made.fits(report)).orElse(false);
  }

  /** The file, in its one spelling. */
  public String text() {
    return "{\"report\":"
        + report
        + signature
            .map(made -> ",\"signature\":" + CanonicalJson.text(Json.mapper().valueToTree(made)))
            .orElse("")
        + "}";
  }
}
