package io.tributary.cdc.capture;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The names under which a stream's capture is known.
 *
 * @param connector in Kafka Connect
 * @param slot at the source's server
 * @param publication in the source
 */
public record CaptureNames(String connector, String slot, String publication) {
  private static final int MAX_IDENTIFIER_BYTES = 63;

  /**
   * The names of a stream.
   *
   * @throws TributaryException {@link CaptureError#NAME_TOO_LONG}
   */
  public static CaptureNames of(StreamId id) {
    String connector = "tributary-" + id.migration() + "-" + id.source();
    String inDatabase = connector.replace('-', '_');
    int bytes = inDatabase.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_IDENTIFIER_BYTES) {
      throw new TributaryException(
          CaptureError.NAME_TOO_LONG,
          "The slot of source %s would be named %s, which has %d bytes; PostgreSQL takes %d. Shorten the name of the migration or of the source."
              .formatted(id, inDatabase, bytes, MAX_IDENTIFIER_BYTES),
          Map.of("source", id.source()));
    }
    return new CaptureNames(connector, inDatabase, inDatabase);
  }
}
