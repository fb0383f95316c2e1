package io.tributary.common.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.common.error.TributaryException;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/**
 * Decodes records of a change topic: JSON without schemas in Debezium's envelope, values as
 * PostgreSQL text literals. Row images are read as trees: their values are strings anyway, so that
 * little is gained by streaming. One instance per stream; not thread-safe.
 */
public final class ChangeDecoder {
  private static final String OLD_KEY = "__debezium.oldkey";
  private static final String NEW_KEY = "__debezium.newkey";

  // A single column may hold up to a gigabyte; Jackson's own limit would refuse 20 MB.
  private static final ObjectReader JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .build()
          .reader();

  private final EnvelopeReader envelopes = new EnvelopeReader();

  /**
   * What a record says.
   *
   * @param offset the record's place on the topic, for the error message
   * @param value null for a tombstone
   * @param headers header name to value, null where there is none
   * @throws TributaryException {@link ChangeError#MALFORMED}, naming the offset
   */
  public ChangeRecord decode(long offset, byte[] value, Function<String, byte[]> headers) {
    if (value == null) {
      return new ChangeRecord.Ignored();
    }
    try {
      JsonNode tree = value.length < LargeRecord.BYTES ? JSON.readTree(value) : large(value);
      if (tree.has("op")) {
        return envelopes.read(tree, header(headers, OLD_KEY), header(headers, NEW_KEY));
      }
      if (tree.has("status")) {
        return MarkerReader.read(tree);
      }
      if (tree.has("shape")) {
        return ShapeReader.read(tree.get("shape"));
      }
      return NoticeReader.read(tree);
    } catch (IOException | IllegalArgumentException e) {
      throw new TributaryException(
          ChangeError.MALFORMED,
          "The record at offset "
              + offset
              + " of the change topic cannot be read: "
              + e.getMessage()
              + ". The stream stops before it; check which connector and converter wrote it.",
          Map.of("offset", String.valueOf(offset)),
          e);
    }
  }

  private static JsonNode large(byte[] value) throws IOException {
    try (JsonParser parser = JSON.getFactory().createParser(value)) {
      return new LargeRecord(value, parser).read();
    }
  }

  private JsonNode header(Function<String, byte[]> headers, String name) throws IOException {
    byte[] value = headers.apply(name);
    return value == null ? null : JSON.readTree(value);
  }
}
