package io.tributary.common.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.common.error.RowValues;
import io.tributary.common.error.TributaryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records of a change topic: JSON without schemas in Debezium's envelope, values as
 * PostgreSQL text literals; either one object, or an array of them where a connector has put
 * several events into one record. One instance per stream; not thread-safe.
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

  private final ChangeEventReader events = new ChangeEventReader();
  private final RowImageReader keys = new RowImageReader();

  /**
   * What a record says, in the order of the stream.
   *
   * @param offset the record's place on the topic, for the error message
   * @param value null for a tombstone
   * @param headers header name to value, null where there is none
   * @throws TributaryException {@link ChangeError#MALFORMED}, naming the offset
   */
  public List<ChangeRecord> decode(
      long offset, byte @Nullable [] value, Function<String, byte @Nullable []> headers) {
    if (value == null) {
      return List.of(new ChangeRecord.Ignored());
    }
    try (JsonParser parser = JSON.createParser(value)) {
      JsonTextReader texts = new JsonTextReader(value, parser);
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        return several(parser, texts);
      }
      requireObject(parser);
      RowImage oldKey = key(headers.apply(OLD_KEY));
      RowImage newKey = key(headers.apply(NEW_KEY));
      return List.of(events.read(parser, texts, oldKey, newKey));
    } catch (IOException | IllegalArgumentException e) {
      throw new TributaryException(
          ChangeError.MALFORMED,
          "The record at offset "
              + offset
              + " of the change topic cannot be read: "
              + reason(e)
              + ". The stream stops before it; check which connector and converter wrote it.",
          Map.of("offset", String.valueOf(offset)),
          e);
    }
  }

  /** A reader of JSON quotes what it refuses. */
  private static String reason(Exception e) {
    return e instanceof JsonProcessingException json && !RowValues.shown()
        ? "it is no JSON from line %d, column %d on"
            .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr())
        : String.valueOf(e.getMessage());
  }

  private List<ChangeRecord> several(JsonParser parser, JsonTextReader texts) throws IOException {
    List<ChangeRecord> found = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      requireObject(parser);
      found.add(events.read(parser, texts, null, null));
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("an array without events");
    }
    return found;
  }

  private static void requireObject(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("neither a change, nor a marker, nor a notice");
    }
  }

  private @Nullable RowImage key(byte @Nullable [] header) throws IOException {
    if (header == null) {
      return null;
    }
    try (JsonParser parser = JSON.createParser(header)) {
      parser.nextToken();
      return keys.read(parser, new JsonTextReader(header, parser));
    }
  }
}
